import type { Control } from '../control.ts';
import type { Session } from '../session.ts';
import { shortPath } from '../terminal/short-path.ts';

type Ended = { readonly end?: { readonly reason: string } | undefined };
type Seen = Pick<Session, 'directory' | 'owned'>;

/** What becomes of a run whose viewer ends before it does, and how to come back to it. */
export function fateOf({ end }: Ended, { directory, owned }: Seen, { stopping }: Pick<Control, 'stopping'>) {
  const path = shortPath(directory);
  const place = /[^\w./\\:-]/.test(path) ? `"${path}"` : path;
  if (end) return `the run is over (${end.reason}), its files are in ${place}`;
  if (!owned) return 'the run itself is left as it is';
  if (stopping) return `the run was told to stop: \`hourglass resume ${place}\` goes on with it`;
  return `the run goes on: \`hourglass watch ${place}\` shows it, \`hourglass stop ${place}\` ends it`;
}
