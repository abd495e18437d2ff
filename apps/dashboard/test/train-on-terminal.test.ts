import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { run, start, untilWritten } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { PtySession } from './helpers/pty.ts';
import { long, short } from './helpers/small-training.ts';

const small = { columns: 80, rows: 24 };

function train(args: readonly string[], home: Home, size = small): PtySession {
  return PtySession.start([...args, ...home.flags], size);
}

/** The run has told of itself; it still reads data and measures what to compare with. */
function hasStarted(screen: string): boolean {
  return screen.includes('mnist-64-shallow ·');
}

describe('training on a terminal', () => {
  test('shows a frame at once, pauses, goes on, and q stops it', async () => {
    const home = new Home();
    const session = train(long, home, { columns: 100, rows: 30 });
    await session.until(
      'the training',
      (screen) => screen.includes('● training') && screen.includes(' img/s'),
    );
    expect(session.firstFrameMs).toBeLessThan(10_000);
    expect(session.screen).toBe('alternate');
    session.press('p');
    await session.until('the pause', (screen) => screen.includes('paused'));
    session.press('p');
    await session.until('the training', (screen) => screen.includes('● training'));
    session.press('q');
    expect(await session.exit).toBe(0);
    expect([session.screen, session.isCursorShown]).toEqual(['normal', true]);
    expect(session.text()).toContain('stopped: ');
    expect(session.text()).toContain('files: ');
    expect(home.events.at(-1)).toMatchObject({ reason: 'stopped' });
  });

  test('says so when the training is killed, waits for q, and exits with 1', async () => {
    const home = new Home();
    const session = train(long, home);
    await session.until('the run', hasStarted);
    process.kill(home.pid!, 'SIGKILL');
    await session.until('what happened', (screen) => screen.includes('✗ died') && screen.includes('killed'));
    session.press('q');
    expect(await session.exit).toBe(1);
    expect([session.screen, session.isCursorShown]).toEqual(['normal', true]);
    expect(session.text()).toContain('hourglass: ');
  });

  test('Ctrl-C stops it and exits with 130', async () => {
    const home = new Home();
    const session = train(long, home);
    await session.until('the training', (screen) => screen.includes('● training'));
    session.press('\u0003');
    expect(await session.exit).toBe(130);
    expect([session.screen, session.isCursorShown]).toEqual(['normal', true]);
    expect(home.events.at(-1)).toMatchObject({ reason: 'stopped' });
  });

  test('Ctrl-C twice quits at once, and leaves no training behind', async () => {
    const home = new Home();
    const session = train(long, home);
    await session.until('the run', hasStarted);
    session.press('\u0003');
    session.press('\u0003');
    expect(await session.exit).toBe(130);
    expect([session.screen, session.isCursorShown]).toEqual(['normal', true]);
    await home.untilGone();
  });

  test('Ctrl-C twice at the very start leaves no training behind either', async () => {
    const home = new Home();
    const session = train(long, home);
    await session.until('the first row', (screen) => screen.includes('hourglass'));
    session.press('\u0003\u0003');
    expect(await session.exit).toBe(130);
    expect([session.screen, session.isCursorShown]).toEqual(['normal', true]);
    await home.untilGone();
  });

  test.each([
    ['before there is a run', (screen: string) => screen.includes('hourglass')],
    ['while it trains', hasStarted],
  ])('goes on when its terminal is closed %s', async (_when, isSo) => {
    const home = new Home();
    const session = train(long, home);
    await session.until('a frame', isSo);
    session.close();
    await session.exit;
    const steps = () => home.events.filter(({ type }) => type === 'step').length;
    await vi.waitUntil(() => home.pid !== undefined && steps() > 0, 50_000);
    const before = steps();
    await vi.waitUntil(() => steps() > before, 50_000);
    // Somebody comes back, and ends it.
    const again = PtySession.start(['watch', ...home.flags], small);
    await again.until('the training', (screen) => screen.includes('● training'));
    expect((await run(['stop', ...home.flags])).code).toBe(0);
    await again.until('its end', (screen) => screen.includes('stopped'));
    again.press('q');
    expect(await again.exit).toBe(0);
  });

  test('a second viewer may come and go', async () => {
    const home = new Home();
    const { child, result } = start(['train', ...long, '--json', ...home.flags]);
    await untilWritten(child, '"step"');
    const session = PtySession.start(['watch', ...home.flags], small);
    await session.until(
      'the training',
      (screen) => screen.includes('● training') && screen.includes('q detach'),
    );
    session.press('q');
    expect(await session.exit).toBe(0);
    expect(session.text()).toContain('still training');
    child.kill('SIGINT');
    expect((await result).code).toBe(130);
  });

  test('what fails before it starts is one line, not a screen', async () => {
    const home = new Home();
    const session = train([...short, '--data', join(home.path, 'nothing')], home);
    expect(await session.exit).toBe(1);
    expect(session.screen).toBe('normal');
    expect(session.text().trim()).toMatch(/^hourglass: /);
  });
});
