import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { steerRun } from '../src/read/steer-run.ts';
import { collect, fakeWorker, startEndless } from './helpers/fake-runs.ts';
import { makeHome } from './helpers/homes.ts';
import { canMount } from './helpers/small-disk.ts';

const long = 'a-name-that-is-rather-long-'.repeat(4);

/** Where the socket of a run is, which can be steered and ends well. */
async function socketOf(home: string): Promise<string> {
  const run = await startEndless(home);
  const { control } = JSON.parse(await readFile(join(run.directory, 'lock'), 'utf8'));
  await steerRun(run.directory, 'stop');
  await collect(run.directory);
  expect(await run.exited).toMatchObject({ code: 0 });
  return control;
}

it.skipIf(process.platform === 'win32').each([
  ['is fine', (folder: string) => mkdir(folder).then(() => folder)],
  ['is not there', async (folder: string) => join(folder, 'nowhere')],
  ['is a file', (folder: string) => writeFile(folder, '').then(() => folder)],
  [
    'is too long',
    (folder: string) => mkdir(join(folder, long), { recursive: true }).then(() => join(folder, long)),
  ],
])('a run with a long path listens elsewhere, and if TMPDIR %s', async (what, make) => {
  const home = await makeHome();
  expect(await socketOf(join(home, 'short'))).toBe('control.sock');
  const folder = await make(join(home, 'tmp'));
  vi.stubEnv('TMPDIR', folder);
  vi.stubEnv('XDG_RUNTIME_DIR', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const control = await socketOf(join(home, long));
  expect(dirname(control)).toBe(what === 'is fine' ? folder : '/tmp');
  expect((await readdir(dirname(control))).includes(control)).toBe(false);
});

it.skipIf(!canMount)(
  'a run that can listen nowhere says so in a line, and leaves nothing behind',
  async () => {
    // Outside of the system's folder for temporary files, which is read-only here.
    const home = join(import.meta.dirname, '..', 'dist', long);
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    const script = join(import.meta.dirname, 'helpers', 'start-and-wait.mjs');
    const command = 'mount -t tmpfs -o ro tmpfs /tmp && exec "$@"';
    const { status, stderr } = spawnSync(
      'unshare',
      ['--mount', 'sh', '-c', command, 'sh', process.execPath, script, fakeWorker, home],
      { encoding: 'utf8', env: { ...process.env, TMPDIR: '/tmp', XDG_RUNTIME_DIR: '' } },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /RunError: the run's process did not start \(exit 1\): there is no place for the socket .* Set TMPDIR to/,
    );
    expect(await readdir(home)).toEqual([]);
  },
);
