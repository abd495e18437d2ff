import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { run, start, untilWritten } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { command } from './helpers/pty.ts';
import { complaints, long, short } from './helpers/small-training.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const folder = temporaryFolder();

describe('training without a terminal', () => {
  test('ends with test figures when its steps are over within an epoch', async () => {
    const home = new Home();
    const size = ['--batch-size', '8', '--max-steps', '50'];
    const { code, stdout } = await run(['train', ...short, ...size, ...home.flags]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^finished: 0 of 1 epochs \(all 50 steps are done\)/m);
    expect(stdout).toMatch(/^code \(64\) +0\.\d+ +0\.\d+ /m);
    const listed = await run(['runs', ...home.flags]);
    expect(listed.stdout).toMatch(/ finished +0\/1 +0\.\d+ +\d+\.\d /m);
  });

  test('prints an epoch and a summary, and leaves a run', async () => {
    const home = new Home();
    // On the whole set: its figures are known.
    const { code, stdout, stderr } = await run(['train', 'mnist-64-shallow', '--epochs', '1', ...home.flags]);
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
    expect(complaints(stderr)).toBe('hourglass: stopping; Ctrl-C again quits at once\n');
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
    expect(complaints(stderr)).toMatch(/^hourglass: .*died.*\n$/);
    expect(stderr).toContain(home.directory);
  });

  test.each([[[]], [['--json']]])('goes on without its viewer after a hang-up (%j)', async (flags) => {
    const home = new Home();
    const { child, result } = start(['train', ...long, ...flags, ...home.flags]);
    await untilWritten(child, 'mnist-64-shallow');
    child.kill('SIGHUP');
    const { code, stderr } = await result;
    expect(code).toBe(129);
    expect(complaints(stderr)).toMatch(/^hourglass: the terminal hung up; the run goes on: [^\n]+\n$/);
    expect((await run(['runs', '--json', ...home.flags])).stdout).toContain('"state":"running"');
  });

  test('under nohup a hang-up changes nothing: the log is written on', async () => {
    const home = new Home();
    const log = join(folder, 'nohup.log');
    const script = `exec nohup "$0" "$@" > "${log}" 2>&1`;
    const args = ['-c', script, process.execPath, command, 'train', ...long, ...home.flags];
    const child = spawn('bash', args, { stdio: 'ignore' });
    const lines = () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('epoch '));
    await vi.waitUntil(() => existsSync(log) && lines().length > 0, 50_000);
    child.kill('SIGHUP');
    const before = lines().length;
    await vi.waitUntil(() => lines().length > before + 1, 50_000);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(readFileSync(log, 'utf8')).toMatch(/^stopped: /m);
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
