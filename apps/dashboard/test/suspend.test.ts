import { describe, expect, test } from 'vitest';
import { PtySession } from './helpers/pty.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { writeRun } from './helpers/run-directory.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const home = temporaryFolder();
writeRun(home, 'whole', recordedRun());
const size = { columns: 80, rows: 24 };

function hasFrame(screen: string): boolean {
  return screen.includes('finished') && screen.includes('q quit');
}

async function watchInShell(): Promise<{ session: PtySession; frame: string }> {
  const session = PtySession.startShell(size);
  session.press(`hourglass watch whole --runs ${home}\n`);
  await session.until('the frame', hasFrame);
  return { session, frame: session.text() };
}

/** The shell has its terminal back: the normal screen, a cursor, and lines that it can edit. */
async function expectShell(session: PtySession): Promise<void> {
  await session.until('the stop', (screen) => screen.includes('Stopped'));
  expect([session.screen, session.isCursorShown]).toEqual(['normal', true]);
  session.press('stty -a | grep -o "[-]*icanon\\|[-]*echo \\|[-]*isig"; echo end-of-modes\n');
  await session.until('the modes', (screen) => /^end-of-modes/m.test(screen));
  for (const mode of ['icanon', 'echo', 'isig']) expect(session.text()).not.toContain(`-${mode}`);
}

/** The dashboard is there as it was, and hears keys. */
async function expectDashboard(session: PtySession, frame: string): Promise<void> {
  await session.until('the frame', (screen) => screen === frame);
  expect([session.screen, session.isCursorShown]).toEqual(['alternate', false]);
  session.press('?');
  await session.until('the help', (screen) => screen.includes('What you see'));
  session.press('?');
  await session.until('the frame again', (screen) => screen === frame);
}

async function expectQuit(session: PtySession): Promise<void> {
  session.press('q');
  await session.until('the summary', (screen) => screen.includes('files: '));
  session.press('echo "code $?"\n');
  await session.until('the code', (screen) => screen.includes('code 0'));
  expect([session.screen, session.isCursorShown]).toEqual(['normal', true]);
}

describe('the dashboard', () => {
  test('is put aside with Ctrl-Z, and comes back with fg, again and again', async () => {
    const { session, frame } = await watchInShell();
    for (let times = 0; times < 2; times++) {
      session.press('\u001A');
      await expectShell(session);
      session.press('clear; fg\n');
      await expectDashboard(session, frame);
    }
    await expectQuit(session);
  });

  test.each(['SIGTSTP', 'SIGSTOP'] as const)('is put aside by %s from outside', async (signal) => {
    const { session, frame } = await watchInShell();
    process.kill(session.childPid, signal);
    if (signal === 'SIGTSTP') await expectShell(session);
    else await session.until('the stop', (screen) => screen.includes('Stopped'));
    session.press('clear; fg\n');
    await expectDashboard(session, frame);
    await expectQuit(session);
  });

  test('comes back in a window of another size', async () => {
    const { session } = await watchInShell();
    session.press('\u001A');
    await expectShell(session);
    session.resize(100, 30);
    session.press('clear; fg\n');
    await session.until('the new frame', (screen) => screen.split('\n')[28]!.includes('q quit'));
    expect(session.screen).toBe('alternate');
    await expectQuit(session);
  });

  test('goes on at once where no shell could wake it', async () => {
    const session = PtySession.start(['watch', 'whole', '--runs', home], size);
    await session.until('the frame', hasFrame);
    const frame = session.text();
    session.press('\u001A');
    await session.until('another screen', () => session.written.split('\u001B[?1049h').length > 2);
    await expectDashboard(session, frame);
    session.press('q');
    expect(await session.exit).toBe(0);
  });
});
