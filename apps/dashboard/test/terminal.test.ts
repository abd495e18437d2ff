import { describe, expect, test } from 'vitest';
import { PtySession } from './helpers/pty.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { writeRun } from './helpers/run-directory.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const home = temporaryFolder();
writeRun(home, 'whole', recordedRun());
writeRun(home, 'killed', recordedRun({ done: 5 }));
// Two channels are no picture: the views will not know how to draw that.
const broken = recordedRun({ epochs: 1 }).map((event) =>
  event.type === 'preview' ? { ...event, shape: [14, 28, 2] as const } : event,
);
writeRun(home, 'broken', broken);

function watch(args: readonly string[], columns: number, rows: number): PtySession {
  return PtySession.start(['watch', ...args, '--runs', home], { columns, rows });
}

/** The footer is the last that is written of a frame. */
function hasFinished(screen: string): boolean {
  return screen.includes('finished') && screen.includes('q quit');
}

function expectNoOverflow(session: PtySession, columns: number, rows: number): void {
  const lines = session.lines();
  for (const line of lines) expect(line.slice(columns)).toBe('');
  expect(lines.slice(rows - 1).join('')).toBe('');
}

async function expectCleanEnd(session: PtySession, exitCode: number): Promise<void> {
  expect(await session.exit).toBe(exitCode);
  expect(session.screen).toBe('normal');
  expect(session.isCursorShown).toBe(true);
}

describe('on a terminal', () => {
  test.each([
    [100, 30],
    [80, 24],
    [60, 18],
  ])('of %ix%i, a finished run is drawn, and q gives the terminal back', async (columns, rows) => {
    const session = watch(['whole'], columns, rows);
    await session.until('the end', hasFinished);
    expect(session.screen).toBe('alternate');
    expect(session.isCursorShown).toBe(false);
    expectNoOverflow(session, columns, rows);
    session.press('q');
    await expectCleanEnd(session, 0);
    // The same summary as without a terminal, on the normal screen.
    expect(session.text()).toContain('finished: 20 of 20 epochs');
    expect(session.text()).toContain('files: ');
  });

  test('a resize draws a new frame, larger or smaller', async () => {
    const session = watch(['whole'], 100, 30);
    await session.until('the end', hasFinished);
    for (const [columns, rows] of [
      [80, 24],
      [120, 40],
      [61, 18],
      [100, 30],
    ] as const) {
      session.resize(columns, rows);
      await session.until('the new frame', (screen) => screen.split('\n')[rows - 2]!.includes('q quit'));
      expectNoOverflow(session, columns, rows);
      expect(session.lines()[0]).toContain('finished');
    }
    session.resize(40, 10);
    await session.until('the complaint', (screen) => screen.startsWith('too small: 40x10'));
    expectNoOverflow(session, 40, 10);
    session.press('q');
    await expectCleanEnd(session, 0);
  });

  test('a run that was killed says so in the frame, and exits with 1', async () => {
    const session = watch(['killed'], 80, 24);
    await session.until('what happened', (screen) => screen.includes('died') && screen.includes('q quit'));
    expect(session.text()).toContain('does not say how it ended');
    expect(session.text().replaceAll('\n', '')).toContain(`${home}/killed`);
    expectNoOverflow(session, 80, 24);
    session.press('q');
    await expectCleanEnd(session, 1);
  });

  test('help opens and closes, and Ctrl-C is an interruption', async () => {
    const session = watch(['whole'], 80, 24);
    await session.until('the end', hasFinished);
    session.press('?');
    await session.until('the help', (screen) => screen.includes('What you see'));
    expectNoOverflow(session, 80, 24);
    session.press('?');
    await session.until(
      'the charts',
      (screen) => screen.includes('sample p@10') && !screen.includes('What you see'),
    );
    session.press('l');
    await session.until('the logarithm', (screen) => screen.includes('(log)'));
    session.press('m');
    await session.until('the next measure', (screen) => screen.includes('sample p@10 l2'));
    session.press('m');
    const isByBce = (screen: string) => /p@10[^\n]* bce/.test(screen) && /nearest by bce/.test(screen);
    await session.until('the chart and the neighbours by the measure after it', isByBce);
    session.press('\u0003');
    await expectCleanEnd(session, 130);
  });

  test('a view that throws is one line and exit code 1, not an empty screen', async () => {
    const session = watch(['broken'], 80, 24);
    await expectCleanEnd(session, 1);
    expect(session.text().trim()).toMatch(/^hourglass: .*channels/);
  });

  test('--no-ui and dumb terminals get plain lines', async () => {
    const session = watch(['whole', '--no-ui'], 120, 40);
    expect(await session.exit).toBe(0);
    expect(session.screen).toBe('normal');
    expect(session.text()).toContain('epoch 20/20');
  });
});
