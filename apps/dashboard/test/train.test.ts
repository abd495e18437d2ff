import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, start, untilWritten } from './helpers/command.ts';
import { Home, long, short } from './helpers/home.ts';
import { command } from './helpers/pty.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const folder = temporaryFolder();

describe('training without a terminal', () => {
  test('prints an epoch and a summary, and leaves a run', async () => {
    const home = new Home();
    const { code, stdout, stderr } = await run(['train', ...short, ...home.flags]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^epoch 1\/1 {2}train 0\.\d+ {2}test BCE 0\.\d+ /m);
    expect(stdout).toMatch(/^finished: 1 of 1 epochs in /m);
    expect(stdout).toMatch(/^PCA-64 +0\.0\d+ +0\.03\d+ /m);
    expect(stdout).toContain(`files: ${home.directory}\n`);
  });

  test('prints only its events with --json: those of metrics.jsonl', async () => {
    const home = new Home();
    const { child, result } = start(['train', ...long, '--json', ...home.flags]);
    await untilWritten(child, '"step"');
    child.kill('SIGINT');
    const { code, stdout } = await result;
    expect(code).toBe(130);
    const told = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(told).toEqual(home.events.map(({ type }) => type));
    expect([told[0], told.at(-1)]).toEqual(['run-started', 'run-ended']);
  });

  test('stops on Ctrl-C, and exits with 130', async () => {
    const home = new Home();
    const { child, result } = start(['train', ...long, ...home.flags]);
    await untilWritten(child, 'mnist-64-shallow');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await result;
    expect(code).toBe(130);
    expect(stderr).toBe('hourglass: stopping; Ctrl-C again quits at once\n');
    expect(stdout).toMatch(/^stopped: /m);
    expect(home.events.at(-1)).toMatchObject({ type: 'run-ended', reason: 'stopped' });
  });

  test('ends at once if the training is killed, and says where its files are', async () => {
    const home = new Home();
    const { child, result } = start(['train', ...long, ...home.flags]);
    await untilWritten(child, 'mnist-64-shallow');
    process.kill(home.pid!, 'SIGKILL');
    const { code, stderr } = await result;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^hourglass: .*died.*\n$/);
    expect(stderr).toContain(home.directory);
  });

  test('stops when nobody reads what it prints', async () => {
    const home = new Home();
    const script = '"$0" "$@" | head -1';
    const child = spawn('bash', [
      '-o',
      'pipefail',
      '-c',
      script,
      process.execPath,
      command,
      'train',
      ...long,
      '--json',
      ...home.flags,
    ]);
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += data));
    const [code] = await once(child, 'close');
    expect([code, stderr]).toEqual([0, '']);
    await home.untilGone();
  });

  const truncated = join(folder, 'truncated');
  mkdirSync(truncated);
  const mnist = new URL('../../../packages/data-mnist/files/', import.meta.url);
  for (const name of readdirSync(mnist)) {
    const bytes = readFileSync(new URL(name, mnist));
    writeFileSync(
      join(truncated, name),
      name.startsWith('train-images') ? bytes.subarray(0, 100_000) : bytes,
    );
  }

  test.each([
    ['is not there', join(folder, 'nothing')],
    ['holds a file that is cut short', truncated],
  ])('says in one line that a data folder %s', async (_what, data) => {
    const home = new Home();
    const { code, stderr } = await run(['train', ...short, '--data', data, ...home.flags]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^hourglass: [^\n]+\n$/);
    expect(stderr).toContain(data);
  });
});
