import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingEvent } from '@hourglass/models/config';
import { type FoundCheckpoint, findCheckpoint } from '../checkpoints/find-checkpoint.ts';
import { damageWords } from '../checkpoints/words.ts';
import { runFiles } from '../files/layout.ts';
import { readEvents } from '../read/read-events.ts';
import type { RunSummarizer } from '../read/run-summary.ts';
import { cutLog, type KeptLog } from './cut-log.ts';
import type { KeptBefore } from './keeper.ts';

/** A run that stands again where its newest whole checkpoint was written. */
export interface Rewound {
  /** Undefined if there is none: then the run begins anew. */
  readonly checkpoint: FoundCheckpoint | undefined;
  /** What had been told by then, as far as it is still there. */
  readonly events: RunSummarizer;
  /** Whether these say what the run is. */
  readonly introduced: boolean;
  /** Whether they end with what is measured at the end: a process died between the last checkpoint and the last line. */
  readonly endTold: boolean;
  readonly kept: KeptBefore;
  /** What could not be used. */
  readonly warnings: readonly string[];
}

/**
 * Cuts the events back to what had been told when the newest whole checkpoint was written. The weights decide:
 * a log that is lost or was edited is no reason to begin anew. No checkpoint is deleted, not even a damaged one.
 *
 * @throws {RunError} `LOG_UNWRITABLE`
 */
export async function rewind(directory: string): Promise<Rewound> {
  const { newest: found, older, damaged } = await findCheckpoint(directory);
  const newest = found && (await inItsPlace(directory, found));
  const log = join(directory, runFiles.metrics);
  // It may be all that is left of what was learned.
  if (!newest && damaged.length > 0) await copyFile(log, `${log}.damaged`).catch(() => {});
  const left = await cutLog(log, newest ? (newest.toldUntil ?? newest.event.time) : Number.NEGATIVE_INFINITY);
  const events = await readEvents(directory);
  return {
    checkpoint: newest,
    events,
    introduced: events.summary().started !== undefined,
    // Within a training, checkpoints are taken only after steps and previews.
    endTold: left.last?.type === 'evaluation' || left.last?.type === 'neighbours',
    kept: { step: newest?.event.step ?? 0, names: newest ? [...older.toReversed(), newest.name] : [] },
    warnings: [
      ...damaged.map((one) => `${damageWords(one)}; ${goesOnFrom(newest)}.`),
      ...(newest ? lossOf(events, newest, left) : []),
    ],
  };
}

/** A process that died while it wrote may have left a whole checkpoint under another name. */
async function inItsPlace(directory: string, found: FoundCheckpoint): Promise<FoundCheckpoint> {
  const name = found.name.replace(/\.\w+$/, '');
  if (name === found.name) return found;
  const parent = join(directory, runFiles.checkpoints);
  // Whatever stands there is no whole one, or it would have been found.
  await rm(join(parent, name), { recursive: true, force: true });
  await rename(join(parent, found.name), join(parent, name));
  return { ...found, name };
}

function lossOf(events: RunSummarizer, newest: FoundCheckpoint, { last, broken }: KeptLog): string[] {
  const { started } = events.summary();
  const said = `some lines of ${runFiles.metrics} are no events; they are left out, and stay in ${runFiles.metrics}.damaged.`;
  const isCut = !started || (last?.time ?? 0) < (newest.toldUntil ?? 0);
  const lost = `${runFiles.metrics} was lost, cut or edited: not all that was told is in it; ${goesOnFrom(newest)}, for its weights are whole.`;
  return [...(isCut ? [lost] : []), ...(broken > 0 ? [said] : [])];
}

function goesOnFrom(newest: FoundCheckpoint | undefined): string {
  return newest ? `the run goes on from step ${newest.event.step}` : 'the run begins anew';
}

/** What is to be said of the way back: first of all, or once the run has said what it is, if its log does not. */
export function wordsOf({ checkpoint, warnings }: Rewound, epochs: number): TrainingEvent[] {
  const { time, step, epoch } = checkpoint?.event ?? { time: 0, step: 0, epoch: 0 };
  const startedAt = new Date().toISOString();
  return [
    ...(checkpoint
      ? [checkpoint.event, { type: 'continued' as const, time, step, epoch, startedAt, epochs }]
      : []),
    ...warnings.map((message) => ({ type: 'warning' as const, time, message })),
  ];
}
