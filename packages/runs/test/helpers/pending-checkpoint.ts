import { checkpointPath, type PendingCheckpoint } from '../../src/worker/checkpoints/write-checkpoint.ts';

/** A small checkpoint whose files all say `text`. */
export function pendingCheckpoint(step: number, text: string, told = step): PendingCheckpoint {
  return {
    event: { type: 'checkpoint', time: step, step, epoch: 1, path: checkpointPath(step) },
    told,
    files: {
      'weights.bin': Buffer.from(text.repeat(100)),
      'training.json': Buffer.from(JSON.stringify({ text })),
    },
  };
}
