import { visibleWidth } from '@hourglass/viz';
import { describe, expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { PtySession } from './helpers/pty.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { writeRun } from './helpers/run-directory.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const home = temporaryFolder();
writeRun(home, 'long', recordedRun());
writeRun(home, 'short', recordedRun({ epochs: 8 }), 8);
writeRun(home, 'killed', recordedRun({ done: 5 }));
writeRun(home, 'started', recordedRun().slice(0, 1));
writeRun(home, 'silent', []);

function compare(...args: readonly string[]) {
  return run(['compare', ...args, '--runs', home]);
}

describe('compare', () => {
  test('draws the curves, and says what differs and what came of it', async () => {
    const { code, stdout, stderr } = await compare('long', 'short');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^test BCE +── long +╌╌ short\n/);
    expect(stdout).toMatch(/\nconfig +long +short\nepochs +20 +8\n\n/);
    expect(stdout).toMatch(/\nstate +finished +finished\n/);
    expect(stdout).toMatch(/\ntest BCE +0\.0748 +0\.0\d+\n/);
    expect(stdout).toMatch(/\np@10 cosine +95\.0% +93\.8%\n/);
    expect(stdout).not.toContain('\u001B');
  });

  test('says so where configs are the same, and what is not known', async () => {
    const { code, stdout } = await compare('long', 'killed', 'started', 'silent');
    expect(code).toBe(0);
    expect(stdout).toContain('The configs are the same.');
    expect(stdout).toMatch(/\nstate +finished +died +died +(?:running|died)\n/);
    expect(stdout).toMatch(/\nspeed +52.4k img\/s +\S+ img\/s +- +-\n/);
    expect(stdout).toMatch(/\nPSNR dB +22\.4 +\d+\.\d +- +-\n/);
  });

  test('draws the loss of the batches too, and says how many points it cuts off', async () => {
    const { stdout } = await compare('long', 'short', '--curve', 'train');
    expect(stdout).toMatch(/^train bce, \d+ above/);
  });

  test.each([40, 60, 80, 300])('is no wider than %i columns', async (columns) => {
    for (const curve of ['test', 'train']) {
      const size = ['--columns', String(columns), '--rows', '9', '--curve', curve];
      const { stdout } = await compare('long', 'short', 'killed', 'started', ...size);
      expect(Math.max(...stdout.split('\n').map(visibleWidth))).toBeLessThanOrEqual(columns);
    }
  });

  test('is a line a run with --json', async () => {
    const { code, stdout } = await compare('long', 'short', '--json');
    expect(code).toBe(0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { id: 'long', state: 'finished', differs: { epochs: 20 }, figures: { epochs: 20, queries: 1000 } },
      { id: 'short', state: 'finished', differs: { epochs: 8 }, figures: { epochs: 8 } },
    ]);
    expect(lines.map(({ testBce }) => testBce.length)).toEqual([20, 8]);
  });

  test('has the width and the colours of a terminal', async () => {
    const session = PtySession.start(['compare', 'long', 'short', '--runs', home], {
      columns: 100,
      rows: 40,
    });
    expect(await session.exit).toBe(0);
    expect(Math.max(...session.lines().map((line) => line.length))).toBe(100);
    expect(session.written).toContain('\u001B[38;2;');
  });

  test.each([
    ['one run', ['long'], 'two runs or more'],
    ['one run twice', ['long', 'long'], 'two runs or more'],
    ['no run', [], 'missing required argument'],
    ['another curve', ['long', 'short', '--curve', 'x'], 'Allowed choices are test, train'],
  ])('refuses %s in a line', async (_what, args, words) => {
    const { code, stdout, stderr } = await compare(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^hourglass: .*\n$/);
    expect(stderr).toContain(words);
  });

  test('says that a run is not there', async () => {
    const { code, stderr } = await compare('long', 'nowhere');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^hourglass: unknown run 'nowhere'.*\n$/);
  });
});
