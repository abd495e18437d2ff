import { visibleWidth } from '@hourglass/viz';
import { describe, expect, test } from 'vitest';
import { viewNames } from '../src/state/view-names.ts';
import { run, start, untilWritten } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { PtySession } from './helpers/pty.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { writeRun } from './helpers/run-directory.ts';
import { long } from './helpers/small-training.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const home = temporaryFolder();
writeRun(home, 'whole', recordedRun());
writeRun(home, 'killed', recordedRun({ done: 5 }));

function once(...args: readonly string[]) {
  return run(['watch', 'whole', '--once', '--runs', home, ...args]);
}

describe('watch --once', () => {
  test('prints the overview at 80x24 where there is no terminal, and ends', async () => {
    const { code, stdout, stderr } = await once();
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(lines).toHaveLength(24);
    expect(Math.max(...lines.map(visibleWidth))).toBe(80);
    expect(stdout).toContain('sample p@10');
    expect(stdout).not.toContain('\u001B');
    // Nobody can type here.
    expect(stdout).not.toContain('q quit');
  });

  test.each(viewNames)('prints %s at the size that is asked for', async (view) => {
    const { code, stdout } = await once('--view', view, '--columns', '120', '--rows', '40');
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines).toHaveLength(40);
    expect(Math.max(...lines.map(visibleWidth))).toBe(120);
  });

  test('says so where it is too small', async () => {
    const { code, stdout } = await once('--columns', '40', '--rows', '12');
    expect(code).toBe(0);
    expect(stdout).toContain('too small: 40x12, needs 60x18');
  });

  test('is of a run that died as of any other', async () => {
    const { code, stdout } = await run(['watch', 'killed', '--once', '--runs', home]);
    expect(code).toBe(0);
    expect(stdout).toContain('died');
  });

  test('is of a run at work as it stands', async () => {
    const own = new Home();
    const { child, result } = start(['train', ...long, '--json', ...own.flags]);
    await untilWritten(child, '"step"');
    const { code, stdout } = await run(['watch', '--once', ...own.flags]);
    child.kill('SIGINT');
    await result;
    expect(code).toBe(0);
    expect(stdout).toContain('● training');
  });

  test('has the size and the colours of a terminal', async () => {
    const session = PtySession.start(['watch', 'whole', '--once', '--runs', home], {
      columns: 100,
      rows: 30,
    });
    expect(await session.exit).toBe(0);
    expect(session.screen).toBe('normal');
    expect(session.lines()[0]!.trimEnd()).toHaveLength(100);
    expect(session.written).toContain('\u001B[38;2;');
  });

  test.each([['--view', 'nothing'], ['--columns', '0'], ['--rows', '1e9'], ['--json']])(
    'refuses %s %s in a line',
    async (...args) => {
      const { code, stdout, stderr } = await once(...args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^hourglass: .*\n$/);
    },
  );
});

test('watch takes a size only for a frame that is printed', async () => {
  const { code, stderr } = await run(['watch', 'whole', '--columns', '80', '--runs', home]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('they need --once')]);
});

test('watch --view begins with that view', async () => {
  const session = PtySession.start(['watch', 'whole', '--view', 'log', '--runs', home], {
    columns: 80,
    rows: 24,
  });
  await session.until('the log', (screen) => screen.includes('finished after step'));
  session.press('q');
  expect(await session.exit).toBe(0);
});
