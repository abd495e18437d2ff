import { basename } from 'node:path';
import { parseTrainConfig } from '@hourglass/models/config';
import type { ReadConfig } from '../config/read-config.ts';
import { type RunConfig, writeConfig } from '../config/run-config.ts';
import type { ResumeOrder } from '../start/worker-protocol.ts';
import { changedError, changeOf } from './changed-data.ts';
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
  const change = changeOf(config.data, data);
  const id = basename(directory);
  if (change !== undefined && !changedData) {
    throw changedError(`run '${id}' does not go on`, change, `hourglass resume ${id}`);
  }
  const from = await rewind(directory);
  const goesOn: RunConfig = { ...config, train, data };
  await writeConfig(directory, goesOn);
  const said = change === undefined ? [] : [`${change}; the run goes on with them, as it was told.`];
  return { config: goesOn, prepared, from: { ...from, warnings: [...warnings, ...said, ...from.warnings] } };
}
