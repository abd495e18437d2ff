import { exitCodes } from '@hourglass/command-line';
import type { TrainingEvent } from '@hourglass/models/config';
import type { Control } from '../control.ts';
import type { Session } from '../session.ts';
import { failureOf } from '../state/failure.ts';
import { reduce } from '../state/reduce.ts';
import { hasFailed, initialState, type RunState } from '../state/run-state.ts';
import { fateOf } from './farewell.ts';

/** What has no terminal to draw on: it is told each event, and the state after it. */
export interface Printer {
  event(event: TrainingEvent, state: RunState): void;
  /** After the last event. */
  end(state: RunState, session: Session): void;
}

/** Prints a run to its end, and says on stderr what went wrong. Returns the exit code. */
export async function follow(
  open: () => Promise<Session>,
  control: Control,
  printer: Printer,
  complain: (line: string) => void,
): Promise<number> {
  const interrupt = (): void => {
    if (!control.interrupted) complain('stopping; Ctrl-C again quits at once');
    control.interrupt();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    const session = await open();
    control.attach(session);
    let state = initialState;
    for await (const event of session.events(control.signal)) {
      state = reduce(state, event);
      printer.event(event, state);
    }
    printer.end(state, session);
    return await conclude(state, session, control, complain);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

/** After the last event: says what went wrong, and what becomes of a run that goes on. Returns the exit code. */
export async function conclude(
  state: RunState,
  session: Session,
  control: Control,
  complain: (line: string) => void,
): Promise<number> {
  const { left, interrupted } = control;
  // A run that was asked to stop shall have heard it before nobody can ask any more.
  if (left && control.stopping) await control.quit();
  control.release();
  const failure = failureOf(state);
  if (failure !== undefined) complain(failure);
  if (left) complain(`${left.why}; ${fateOf(state, session, control)}`);
  if (interrupted) return exitCodes.interrupted;
  return left?.exitCode ?? (hasFailed(state) ? exitCodes.failed : exitCodes.ok);
}
