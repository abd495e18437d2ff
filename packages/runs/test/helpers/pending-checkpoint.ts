import { checkpointPath, type PendingCheckpoint } from '../../src/checkpoints/write-checkpoint.ts';

/** A small checkpoint whose files all say `text`. */
export function pendingCheckpoint(step: number, text: string, toldUntil = step): PendingCheckpoint {
  return {
    event: { type: 'checkpoint', time: step, step, epoch: 1, path: checkpointPath(step) },
    toldUntil,
    files: {
      'weights.bin': Buffer.from(text.repeat(100)),
      'training.json': Buffer.from(JSON.stringify({ text })),
    },
  };
}
