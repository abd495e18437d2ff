import { spawn } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { command } from './helpers/pty.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { writeRun } from './helpers/run-directory.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const home = temporaryFolder();
const events = recordedRun({ epochs: 3 });
writeRun(home, 'whole', events, 3);
const failed = {
  type: 'run-ended',
  time: 9,
  reason: 'failed',
  message: 'the loss became NaN',
  step: 700,
  epoch: 1,
  imagesPerSecond: 5e4,
  trainingSeconds: 2,
} as const;
writeRun(home, 'failed', [...events.slice(0, 60), failed], 3);
writeRun(home, 'killed', events.slice(0, 60), 3);

describe('a run without a terminal', () => {
  test('is one line an epoch, and a summary', async () => {
    const { code, stdout, stderr } = await run(['watch', 'whole', '--runs', home]);
    expect([code, stderr]).toEqual([0, '']);
    const printed = stdout.split('\n');
    expect(printed[0]).toBe(
      'mnist-64: mnist, 784 -> 64 numbers, 871k parameters, bce loss, engine native, seed 1',
    );
    expect(printed.filter((line) => line.startsWith('epoch '))).toHaveLength(3);
    expect(printed[3]).toMatch(
      /^epoch 3\/3 {2}train 0\.\d+ {2}test BCE 0\.\d+ \(0\.\d+ above the floor\) .* sample p@10 90\.7%$/,
    );
    expect(stdout).toContain('finished: 3 of 3 epochs');
    expect(stdout).toMatch(/code \(64\) +0\.0813 +0\.0229 +0\.64x +21\.7\n/);
    expect(stdout).toMatch(/PCA-64 +0\.0944 +0\.0360 +1\.00x +20\.7\n/);
    expect(stdout).toMatch(/raw +93\.4% +96\.2% +95\.1% +97\.3%/);
    expect(stdout).toContain(`files: ${home}/whole`);
    // No colours where nobody looks.
    expect(stdout).not.toContain('\u001B');
  });

  test('is the latest one if none is named', async () => {
    expect((await run(['watch', '--runs', home])).stdout).toContain(`files: ${home}/`);
  });

  test('has colours in its summary if they are asked for', async () => {
    const { stdout } = await run(['runs', '--runs', home], { FORCE_COLOR: '1' });
    expect(stdout).toContain('\u001B[');
  });

  test('is its own events with --json, and nothing else', async () => {
    const { code, stdout, stderr } = await run(['watch', 'whole', '--runs', home, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const told = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(told.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
    // Asked apart, for a difference in a picture would print kilobytes.
    expect(told.every((event, place) => isDeepStrictEqual(event, events[place]))).toBe(true);
  });

  test('reaches a slow reader whole', async () => {
    const args = [command, 'watch', 'whole', '--runs', home, '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => setTimeout(resolve, 700));
    let text = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) text += chunk;
    expect(text.trimEnd().split('\n')).toHaveLength(events.length);
  });

  test('that failed says why, and exits with 1', async () => {
    for (const flags of [[], ['--json']]) {
      const { code, stderr } = await run(['watch', 'failed', '--runs', home, ...flags]);
      expect([code, stderr]).toEqual([1, 'hourglass: the loss became NaN\n']);
    }
  });

  test('that was killed says so, and where its files are', async () => {
    const { code, stdout, stderr } = await run(['watch', 'killed', '--runs', home, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({
      type: 'run-ended',
      reason: 'died',
    });
    expect(stderr).toMatch(/^hourglass: .*died.*\n$/);
    expect(stderr).toContain(`${home}/killed`);
  });

  test('is listed with what it came to', async () => {
    const { stdout } = await run(['runs', '--runs', home]);
    expect(stdout).toMatch(/whole +finished +3\/3 +0\.0229 +21\.7 +90\.7%/);
    expect(stdout).toMatch(/failed +failed/);
    expect(stdout).toMatch(/killed +died/);
    const json = (await run(['runs', '--runs', home, '--json'])).stdout.trimEnd().split('\n');
    expect(json.map((line) => JSON.parse(line).state).sort()).toEqual(['died', 'failed', 'finished']);
  });
});
