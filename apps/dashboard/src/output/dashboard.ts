import { print } from '@hourglass/command-line';
import { detectSurface, type Surface } from '@hourglass/viz';
import type { Control } from '../control.ts';
import type { Session } from '../session.ts';
import { createStore, type RunStore } from '../state/store.ts';
import type { ViewName } from '../state/view-names.ts';
import { createKeyboard } from '../terminal/keyboard.ts';
import { openScreen } from '../terminal/screen.ts';
import { styleFor } from '../terminal/style.ts';
import { createSuspension } from '../terminal/suspension.ts';
import { complain } from './complain.ts';
import { fateOf } from './farewell.ts';
import { conclude } from './follow.ts';
import { summary } from './summary.ts';

/** The dashboard, and when it is closed, the same summary that the plain lines end with. */
export async function runDashboard(
  open: () => Promise<Session>,
  control: Control,
  view: ViewName | undefined,
): Promise<number> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, control.interrupt);
  const surface = detectSurface(process.stdout, process.env);
  const store = createStore();
  const session = await showOnScreen(open, control, store, surface, view);
  const state = store.current();
  const text = summary(state, session.directory, surface);
  if (text !== '') print(`${text}\n`);
  return conclude(state, session, control, complain);
}

/** Whatever happens, the normal screen is back when this is over. */
async function showOnScreen(
  open: () => Promise<Session>,
  control: Control,
  store: RunStore,
  surface: Surface,
  view: ViewName | undefined,
): Promise<Session> {
  const screen = openScreen(process.stdout);
  const keyboard = process.stdin.isTTY ? createKeyboard(process.stdin) : undefined;
  const suspension = createSuspension(keyboard ? [keyboard, screen] : [screen]);
  const opening = open();
  try {
    // Ink takes a third of a second to load: meanwhile there is a first row, and the run starts.
    const style = styleFor(surface);
    screen.paint(`${style.bold(style.color('hourglass', 'cyan'))}  ${style.faint('starting')}`);
    opening.catch(() => undefined);
    const { showDashboard } = await import('../views/mount.tsx');
    return await showDashboard({ screen, keyboard, suspension, opening, control, store, view });
  } catch (cause) {
    // If it never started, that is what went wrong. Else only the view is broken, and the run has no part in it.
    const session = await opening;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${message}; ${fateOf(store.current(), session, control)}`, { cause });
  } finally {
    keyboard?.close();
    suspension.close();
    screen.close();
  }
}
