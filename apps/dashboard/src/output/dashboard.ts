import { detectSurface, type Surface } from '@hourglass/viz';
import type { Control } from '../control.ts';
import { lineOf } from '../errors.ts';
import type { Session } from '../session.ts';
import type { RunState } from '../state/run-state.ts';
import { openScreen } from '../terminal/screen.ts';
import { styleFor } from '../terminal/style.ts';
import { failureOf } from './failure.ts';
import { exitCodeAfter } from './follow.ts';
import { summary } from './summary.ts';

/** The dashboard, and when it is closed, the same summary that the plain lines end with. */
export async function runDashboard(open: () => Promise<Session>, control: Control): Promise<number> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, control.interrupt);
  const surface = detectSurface(process.stdout, process.env);
  const { state, session } = await showOnScreen(open, control, surface);
  const text = summary(state, session.directory, surface);
  if (text !== '') process.stdout.write(`${text}\n`);
  const failure = failureOf(state);
  if (failure !== undefined) process.stderr.write(`${lineOf(failure)}\n`);
  return exitCodeAfter(state, control);
}

/** Whatever happens, the normal screen is back when this is over. */
async function showOnScreen(
  open: () => Promise<Session>,
  control: Control,
  surface: Surface,
): Promise<{ state: RunState; session: Session }> {
  const screen = openScreen(process.stdout);
  try {
    // Ink takes a third of a second to load: meanwhile there is a first row, and the run starts.
    const style = styleFor(surface);
    screen.paint(`${style.bold(style.color('hourglass', 'cyan'))}  ${style.faint('starting')}`);
    const opening = open();
    opening.catch(() => undefined);
    const { showDashboard } = await import('../views/mount.tsx');
    return await showDashboard(screen, opening, control);
  } catch (error) {
    // Nobody would watch it any more.
    await control.quit();
    throw error;
  } finally {
    screen.close();
  }
}
