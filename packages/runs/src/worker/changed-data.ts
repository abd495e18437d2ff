import type { DataFacts } from '@hourglass/models';
import { RunError } from '../errors.ts';

/** How data differ from those that a config tells of, as a clause; undefined if they do not. */
export function changeOf(then: DataFacts | undefined, now: DataFacts): string | undefined {
  if (then === undefined || then.sha256 === now.sha256) return undefined;
  const counts = ({ train, test }: DataFacts) => `${train} + ${test} pictures`;
  const how =
    counts(then) === counts(now) ? 'not one by one the same' : `now ${counts(now)}, then ${counts(then)}`;
  return `the data are not those that the run was trained on (${how})`;
}

/** @param what is not done, such as "run 'a' does not go on". @param command what does it with these data. */
export function changedError(what: string, change: string, command: string): RunError {
  return new RunError(
    'DATA_CHANGED',
    `${what}: ${change}. Bring them back, or go on with these: \`${command} --changed-data\`.`,
  );
}
