import { z } from 'zod';
import type { tf } from '../tfjs.ts';
import { CheckpointError } from './errors.ts';
import { decodeValues, encodeValues } from './values.ts';
import { type CheckpointFiles, checkedValues, checkedWeights, encodeWeights } from './weights.ts';

/** A training at rest between two steps: all that is needed to go on as if nothing had been. */
export interface TrainingCheckpoint {
  readonly step: number;
  readonly epoch: number;
  /** The step at which the best evaluated epoch ended; undefined before the first. */
  readonly bestStep: number | undefined;
  /** By file name: the weights as `openTrainedModel` reads them, the optimizer's state, and where the run stands. */
  readonly files: CheckpointFiles;
}

const OPTIMIZER = 'optimizer.bin';
const PLACE = 'training.json';

const number = z.number();
const placeSchema = z.object({
  version: z.literal(1),
  learningRate: number,
  /** Epochs that the run was to have: with more of them, it waits anew for a better one. */
  epochs: number,
  progress: z.object({
    step: number,
    epoch: number,
    time: number,
    trainingSeconds: number,
    current: z.object({ steps: number, seconds: number, lossSum: number, losses: number }),
  }),
  /** The best evaluated epoch so far; null before the first. */
  best: z.object({ step: number, epoch: number, loss: number }).nullable(),
  /** The loss that the next epoch must be below to count as better, and evaluated epochs since one was. */
  plateau: z.object({ below: number.nullable(), waited: number }),
});

/** Where a run stands, beside its weights. */
export type TrainingPlace = Omit<z.infer<typeof placeSchema>, 'version'>;

/** What an optimizer keeps from step to step, always in the same order. */
interface Optimizer {
  readonly state: readonly tf.Variable[];
}

export function encodeCheckpoint(
  variables: readonly tf.Variable[],
  optimizer: Optimizer,
  place: TrainingPlace,
): Record<string, Uint8Array> {
  return {
    ...encodeWeights(variables),
    [OPTIMIZER]: encodeValues(optimizer.state),
    [PLACE]: new TextEncoder().encode(`${JSON.stringify({ version: 1, ...place }, null, 2)}\n`),
  };
}

/**
 * Puts weights and optimizer back to where they were.
 * @throws {CheckpointError} if the files are of another net or not whole; nothing is changed then.
 */
export function restoreCheckpoint(
  files: CheckpointFiles,
  variables: readonly tf.Variable[],
  optimizer: Optimizer,
): TrainingPlace {
  const weights = checkedWeights(files, variables);
  const state = checkedValues(files, OPTIMIZER, optimizer.state);
  const place = parsePlace(files[PLACE]);
  decodeValues(variables, weights);
  decodeValues(optimizer.state, state);
  return place;
}

function parsePlace(bytes: Uint8Array | undefined): TrainingPlace {
  try {
    return placeSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new CheckpointError(`the checkpoint is damaged: its ${PLACE} cannot be read.`, { cause });
  }
}
