import { print } from '@hourglass/command-line';
import type { TrainingEvent } from '@hourglass/models/config';
import { detectSurface } from '@hourglass/viz';
import type { Session } from '../session.ts';
import { reduce } from '../state/reduce.ts';
import { initialState } from '../state/run-state.ts';
import type { ViewName } from '../state/view-names.ts';
import { terminalWidth } from '../terminal/width.ts';

export interface OnceOptions {
  readonly view?: ViewName;
  readonly columns?: number;
  readonly rows?: number;
}

const usualRows = 24;

/** Prints one frame of a run as it stands, at the size of the terminal if there is one and no other is asked for. */
export async function printOnce(
  events: AsyncIterable<TrainingEvent>,
  session: Session,
  { view = 'overview', columns = terminalWidth(), rows = terminalRows() }: OnceOptions,
): Promise<void> {
  let state = initialState;
  for await (const event of events) state = reduce(state, event);
  // React's development half is slow, and nobody here wants its warnings.
  process.env.NODE_ENV ??= 'production';
  const { renderFrame } = await import('../views/render-frame.tsx');
  const surface = detectSurface(process.stdout, process.env);
  print(`${renderFrame(state, session, { view, columns, rows, surface })}\n`);
}

/** Rows to write in: the terminal's; without one what LINES says. */
function terminalRows(): number {
  const { rows } = process.stdout;
  if (rows !== undefined && rows > 0) return rows;
  const stated = Number(process.env.LINES);
  return Number.isInteger(stated) && stated > 0 ? stated : usualRows;
}
