import { describe, expect, test } from 'vitest';
import { viewNames } from '../src/state/view-names.ts';
import { PtySession } from './helpers/pty.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { writeRun } from './helpers/run-directory.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const home = temporaryFolder();
const events = recordedRun();
writeRun(home, 'whole', [
  ...events.slice(0, -1),
  { type: 'warning', time: 30, message: 'something is odd' },
  events.at(-1)!,
]);

/** What only this view has on its screen. */
const marks = {
  overview: 'sample p@10',
  train: 'smooth 1%',
  pictures: 'original, rebuilt, difference',
  neighbours: 'query ',
  system: 'images a second',
  log: '▲ something is odd',
} as const;

async function watching(columns: number, rows: number): Promise<PtySession> {
  const session = PtySession.start(['watch', 'whole', '--runs', home], { columns, rows });
  await session.until('the end', (screen) => screen.includes('finished') && screen.includes('1 overview'));
  return session;
}

function expectNoOverflow(session: PtySession, columns: number, rows: number): void {
  expect(overflow(session, columns, rows)).toBe('');
}

/** What is written beyond the last column, and in the last row or below. */
function overflow(session: PtySession, columns: number, rows: number): string {
  const lines = session.lines();
  return [...lines.map((line) => line.slice(columns)), ...lines.slice(rows - 1)].join('');
}

/** The footer is the last that is written of a frame. */
function hasFooter(screen: string, rows: number): boolean {
  return /^q /.test(screen.split('\n')[rows - 2] ?? '');
}

async function quits(session: PtySession): Promise<void> {
  session.press('q');
  expect(await session.exit).toBe(0);
  expect([session.screen, session.isCursorShown]).toEqual(['normal', true]);
}

describe('on a terminal', () => {
  test('every view has its key, and Tab goes to the next one', async () => {
    const session = await watching(100, 30);
    for (const [place, name] of viewNames.entries()) {
      session.press(String(place + 1));
      await session.until(name, (screen) => screen.includes(marks[name]));
      expectNoOverflow(session, 100, 30);
    }
    for (const name of viewNames) {
      session.press('\t');
      await session.until(name, (screen) => screen.includes(marks[name]));
    }
    await quits(session);
  });

  test.each(viewNames)('%s survives a storm of sizes', async (name) => {
    const session = await watching(100, 30);
    session.press(String(viewNames.indexOf(name) + 1));
    await session.until(name, (screen) => screen.includes(marks[name]));
    for (const [columns, rows] of [
      [40, 12],
      [300, 100],
      [20, 5],
      [61, 18],
      [1, 1],
      [80, 24],
      [200, 50],
      [100, 30],
    ] as const)
      session.resize(columns, rows);
    // Frames of sizes between may still come, and are painted over.
    await session.until('the last size, and nothing of others', (screen) => {
      return screen.includes(marks[name]) && hasFooter(screen, 30) && overflow(session, 100, 30) === '';
    });
    await quits(session);
  });

  test('pictures go back to the first preview and follow again', async () => {
    const session = await watching(100, 30);
    session.press('3');
    await session.until('the newest', (screen) => screen.includes('120 of 120  newest'));
    session.press('\u001B[D');
    await session.until('the one before', (screen) => screen.includes('119 of 120  past'));
    session.press('\u001BOD\u001B[D');
    await session.until('two before', (screen) => screen.includes('117 of 120  past'));
    session.press('\u001B[5~');
    await session.until('ten before', (screen) => screen.includes('107 of 120  past'));
    session.press('\u001B[C');
    await session.until('the one after', (screen) => screen.includes('108 of 120  past'));
    session.press('\u001B[H');
    await session.until('the first', (screen) => screen.includes(' 1 of 120  past'));
    session.press('\u001B[F');
    await session.until('the newest again', (screen) => screen.includes('120 of 120  newest'));
    await quits(session);
  });

  test('the log scrolls to its first line and back', async () => {
    const session = await watching(80, 24);
    session.press('6');
    await session.until('the last line', (screen) => screen.includes('finished after step'));
    session.press('\u001B[A\u001B[A');
    await session.until('two lines back', (screen) => !screen.includes('▲ something is odd'));
    session.press('\u001B[1~');
    await session.until('the first line', (screen) => screen.includes('mnist-64: mnist, 784'));
    session.press('\u001B[4~');
    await session.until('the last line', (screen) => screen.includes('finished after step'));
    await quits(session);
  });

  test('the loss is smoothed, and drawn over epochs, steps and time', async () => {
    const session = await watching(100, 30);
    session.press('2');
    await session.until('a little', (screen) => screen.includes('smooth 1%') && screen.includes('raw'));
    for (const words of ['smooth 3%', 'smooth 10%']) {
      session.press('s');
      await session.until(words, (screen) => screen.includes(words));
    }
    session.press('s');
    await session.until(
      'no smoothing',
      (screen) => !screen.includes('smooth ') || !screen.includes('── raw'),
    );
    session.press('x');
    await session.until('steps', (screen) => /\d{4} .*step\n/.test(screen));
    session.press('x');
    await session.until('time', (screen) => screen.includes('seconds'));
    session.press('l');
    await session.until('a logarithm', (screen) => screen.includes('(log)'));
    await quits(session);
  });

  test('keys that come in one piece are those of the view that the ones before lead to', async () => {
    const session = await watching(100, 30);
    session.press('2xxs');
    await session.until('time', (screen) => screen.includes('smooth 3%') && screen.includes('seconds'));
    session.press('13\u001B[D\u001B[D6\u001B[1~3');
    await session.until('two before', (screen) => screen.includes('118 of 120  past'));
    session.press('\t\t\t');
    await session.until('the log at its start', (screen) => screen.includes('mnist-64: mnist, 784'));
    await quits(session);
  });

  test('neighbours change their measure', async () => {
    const session = await watching(100, 30);
    session.press('4');
    await session.until('the first', (screen) => screen.includes('nearest by cosine'));
    session.press('mm');
    await session.until('another', (screen) => screen.includes('nearest by bce'));
    await quits(session);
  });
});
