import { rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingEvent } from '@hourglass/models/config';
import { RunError, systemCode } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { readEvents } from '../read/read-events.ts';
import type { RunSummarizer } from '../read/run-summary.ts';
import type { KeptBefore } from './checkpoints/keeper.ts';
import { type FoundCheckpoint, findCheckpoint } from './checkpoints/read-checkpoint.ts';

/** A run that stands again where its newest whole checkpoint was written. */
export interface Rewound {
  /** Undefined if there is none: then the run begins anew. */
  readonly checkpoint: FoundCheckpoint | undefined;
  /** What had been told by then. */
  readonly events: RunSummarizer;
  readonly kept: KeptBefore;
  /** Checkpoints that could not be used. */
  readonly warnings: readonly string[];
}

/**
 * Cuts the events back to what had been told when the newest whole checkpoint was written; a half line at the
 * end goes too. One cut, so that a process which dies here leaves the old end or the new one.
 *
 * @throws {RunError} `LOG_UNWRITABLE`
 */
export async function rewind(directory: string): Promise<Rewound> {
  const log = join(directory, runFiles.metrics);
  const { size } = await stat(log).catch(() => ({ size: 0 }));
  const { newest, older, damaged } = await findCheckpoint(directory, size);
  try {
    if (size > 0) await truncate(log, newest?.told ?? 0);
    if (!newest) await rm(join(directory, runFiles.checkpoints), { recursive: true, force: true });
  } catch (cause) {
    throw new RunError('LOG_UNWRITABLE', `cannot cut back ${log}: ${systemCode(cause) ?? cause}.`, { cause });
  }
  return {
    checkpoint: newest,
    events: await readEvents(directory),
    kept: { step: newest?.event.step ?? 0, names: newest ? [...older.toReversed(), newest.name] : [] },
    warnings: damaged.map((what) => `a checkpoint is damaged (${what}); ${goesOnFrom(newest)}.`),
  };
}

function goesOnFrom(newest: FoundCheckpoint | undefined): string {
  return newest ? `the run goes on from step ${newest.event.step}` : 'the run begins anew';
}

/** What a run that goes on says first. */
export function firstWords({ checkpoint, warnings }: Rewound, epochs: number): TrainingEvent[] {
  if (!checkpoint) return [];
  const { time, step, epoch } = checkpoint.event;
  return [
    checkpoint.event,
    { type: 'continued', time, step, epoch, startedAt: new Date().toISOString(), epochs },
    ...warnings.map((message) => ({ type: 'warning' as const, time, message })),
  ];
}
