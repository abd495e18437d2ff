import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PtySession } from './helpers/pty.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { writeRun } from './helpers/run-directory.ts';
import { temporaryFolder } from './helpers/temporary.ts';
import { keysOf, pieces, sequences } from './helpers/terminal-input.ts';

const home = temporaryFolder();
writeRun(home, 'whole', recordedRun());

async function watching(): Promise<PtySession> {
  const session = PtySession.start(['watch', 'whole', '--runs', home], { columns: 80, rows: 24 });
  await session.until('the end', (screen) => screen.includes('finished') && screen.includes('q quit'));
  return session;
}

/** Opens and closes the help: by then all that was sent before has been read. */
async function answers(session: PtySession): Promise<void> {
  session.press('?');
  await session.until('the help', (screen) => screen.includes('What you see'));
  session.press('?');
  await session.until(
    'the charts',
    (screen) => !screen.includes('What you see') && screen.includes('q quit'),
  );
}

async function quits(session: PtySession): Promise<void> {
  session.press('q');
  expect(await session.exit).toBe(0);
  expect([session.screen, session.isCursorShown]).toEqual(['normal', true]);
  expect(session.written).not.toMatch(/Error|at file:|node:internal/);
}

describe('a terminal that sends', () => {
  test.each(Object.entries(sequences))('%s does nothing to the dashboard', async (_kind, sequence) => {
    const session = await watching();
    const before = session.text();
    for (const size of [1000, 1]) {
      for (const bytes of fc.sample(sequence, { numRuns: 60, seed: size })) {
        for (const piece of pieces(bytes, size)) session.press(piece);
        // Not only what is whole when it is read.
        if (size > 1) await sleep(2);
      }
      await answers(session);
      await session.until('the same frame', (screen) => screen === before);
    }
    await quits(session);
  });

  test('a key in another way is that key', async () => {
    const session = await watching();
    for (const spelled of keysOf('?')) {
      session.press(spelled);
      await session.until('the help', (screen) => screen.includes('What you see'));
      session.press(spelled);
      await session.until('the charts', (screen) => !screen.includes('What you see'));
    }
    session.press(keysOf('\u0003')[0]!);
    expect(await session.exit).toBe(130);
  });

  test('an Escape, and after a moment a key, is heard', async () => {
    const session = await watching();
    session.press('\u001B');
    await sleep(500);
    await answers(session);
    await quits(session);
  });

  test('any bytes at all leaves the dashboard alive', async () => {
    const session = await watching();
    // All but the keys that end or stop it.
    const byte = fc.integer({ min: 0, max: 255 }).filter((one) => ![0x71, 0x03, 0x1a].includes(one));
    for (const bytes of fc.sample(fc.array(byte, { maxLength: 60 }), { numRuns: 200, seed: 1 })) {
      session.press(Uint8Array.from(bytes));
      await sleep(2);
    }
    // A sequence that broke off is given up.
    await sleep(1500);
    await quits(session);
  });
});
