import type { TrainingEvent } from '@hourglass/models/config';
import type { Control } from '../control.ts';
import { exitCodes, lineOf } from '../errors.ts';
import type { Session } from '../session.ts';
import { reduce } from '../state/reduce.ts';
import { hasFailed, initialState, type RunState } from '../state/run-state.ts';
import { failureOf } from './failure.ts';

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
    if (!control.interrupted) complain('hourglass: stopping; Ctrl-C again quits at once');
    control.interrupt();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    const session = await open();
    control.attach(session);
    let state = initialState;
    for await (const event of session.events(control.signal)) {
      state = reduce(state, event);
      printer.event(event, state);
    }
    control.release();
    printer.end(state, session);
    const failure = failureOf(state);
    if (failure !== undefined) complain(lineOf(failure));
    return exitCodeAfter(state, control);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

export function exitCodeAfter(state: RunState, control: Control): number {
  if (control.interrupted) return exitCodes.interrupted;
  return hasFailed(state) ? exitCodes.failed : exitCodes.ok;
}
