import type { RunConfig } from '../config/run-config.ts';
import { changedError, changeOf } from './changed-data.ts';
import type { PreparedTraining, PrepareTraining } from './session.ts';

/**
 * Loads the data of a run that repeats another, and makes sure that they are those of the other.
 *
 * @throws {RunError} `DATA_CHANGED`; and what `prepare` throws.
 */
export async function beginAgain(config: RunConfig, prepare: PrepareTraining): Promise<PreparedTraining> {
  const prepared = await prepare(config);
  const change = changeOf(config.data, prepared.data);
  if (change !== undefined) throw changedError('the run does not begin', change, 'hourglass train …');
  return prepared;
}
