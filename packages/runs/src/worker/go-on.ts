import { basename } from 'node:path';
import type { DataFacts } from '@hourglass/models';
import { parseTrainConfig } from '@hourglass/models/config';
import type { ReadConfig } from '../config/read-config.ts';
import { type RunConfig, writeConfig } from '../config/run-config.ts';
import { RunError } from '../errors.ts';
import type { ResumeOrder } from '../start/worker-protocol.ts';
import { type Rewound, rewind } from './rewind.ts';
import type { PreparedTraining, PrepareTraining } from './session.ts';

/** A run that stands where it goes on from. */
export interface GoneOn {
  readonly config: RunConfig;
  readonly prepared: PreparedTraining;
  readonly from: Rewound;
}

/**
 * Puts a run back to its newest whole checkpoint. First it makes sure that it can go on: until the data are there
 * and known to be the same, nothing on disk is changed.
 *
 * @throws {RunError} `DATA_CHANGED`, `LOG_UNWRITABLE`; and what `prepare` throws.
 */
export async function goOn(
  directory: string,
  { config, warnings }: ReadConfig,
  { changes, changedData = false }: ResumeOrder,
  prepare: PrepareTraining,
): Promise<GoneOn> {
  const stated = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const train = parseTrainConfig({ ...config.train, ...stated });
  const prepared = await prepare({ ...config, train });
  const { data } = prepared;
  const change = config.data && changeOf(config.data, data);
  if (change !== undefined && !changedData) throw changedError(basename(directory), change);
  const from = await rewind(directory);
  const goesOn: RunConfig = { ...config, train, data };
  await writeConfig(directory, goesOn);
  const said = change === undefined ? [] : [`${change}; the run goes on with them, as it was told.`];
  return { config: goesOn, prepared, from: { ...from, warnings: [...warnings, ...said, ...from.warnings] } };
}

function changeOf(then: DataFacts, now: DataFacts): string | undefined {
  if (then.sha256 === now.sha256) return undefined;
  const counts = ({ train, test }: DataFacts) => `${train} + ${test} pictures`;
  const how =
    counts(then) === counts(now) ? 'not one by one the same' : `now ${counts(now)}, then ${counts(then)}`;
  return `the data are not those that the run was trained on (${how})`;
}

function changedError(id: string, change: string): RunError {
  return new RunError(
    'DATA_CHANGED',
    `run '${id}' does not go on: ${change}. Bring them back, or go on with these: \`hourglass resume ${id} --changed-data\`.`,
  );
}
