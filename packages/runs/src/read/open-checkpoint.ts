import { basename, resolve } from 'node:path';
import { type FoundCheckpoints, findCheckpoint } from '../checkpoints/find-checkpoint.ts';
import { damageWords } from '../checkpoints/words.ts';
import { RunError } from '../errors.ts';
import { runFiles } from '../files/layout.ts';

/** A checkpoint of which every byte is as it was written. */
export interface OpenedCheckpoint {
  readonly step: number;
  readonly epoch: number;
  /** Its folder, absolute. */
  readonly directory: string;
  /** Its files by their names, as `openTrainedModel` of `@hourglass/models` reads them. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Newer ones that are damaged, a sentence each, with what is taken instead. */
  readonly warnings: readonly string[];
}

/** A run at work takes its oldest away while it is read: then there is a newer one. */
const tries = 5;

/**
 * Opens a run's newest whole checkpoint: all its files are held against the checksums of its manifest, and one
 * that is damaged is passed over for the one before.
 *
 * @example
 * const { step, files } = await openCheckpoint(run.directory);
 *
 * @throws {RunError} `NO_CHECKPOINT` if it has saved none, or none that is whole.
 */
export async function openCheckpoint(directory: string): Promise<OpenedCheckpoint> {
  const { newest, damaged } = await settled(directory);
  if (!newest) throw noneError(basename(resolve(directory)), damaged);
  const { name, event, files } = newest;
  const { step, epoch } = event;
  return {
    step,
    epoch,
    directory: resolve(directory, runFiles.checkpoints, name),
    files,
    warnings: damaged.map((one) => `${damageWords(one)}; that of step ${step} is taken instead.`),
  };
}

/** Looks again until it finds the same twice, or finds no damage. */
async function settled(directory: string): Promise<FoundCheckpoints> {
  let found = await findCheckpoint(directory);
  for (let i = 1; i < tries && found.damaged.length > 0; i++) {
    const before = found.damaged;
    found = await findCheckpoint(directory);
    if (JSON.stringify(found.damaged) === JSON.stringify(before)) break;
  }
  return found;
}

function noneError(id: string, damaged: FoundCheckpoints['damaged']): RunError {
  const message =
    damaged.length === 0
      ? `run '${id}' has saved no weights yet. A run saves them when it ends.`
      : `run '${id}' has no whole checkpoint: ${damaged.map(({ name, problem }) => `${name}: ${problem}`).join('; ')}.`;
  return new RunError('NO_CHECKPOINT', message);
}
