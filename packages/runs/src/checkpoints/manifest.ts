import { createHash } from 'node:crypto';
import type { CheckpointEvent } from '@hourglass/models/config';
import { z } from 'zod';

/** Beside the files of a checkpoint: what they must be, and where in the events it lies. */
export const manifestFile = 'manifest.json';

export const manifestSchema = z.object({
  version: z.literal(1),
  /** Time of the last event that was told when the training was at this point. Older manifests lack it. */
  toldUntil: z.number().nonnegative().exactOptional(),
  event: z.object({
    type: z.literal('checkpoint'),
    time: z.number(),
    step: z.int(),
    epoch: z.int(),
    path: z.string(),
    best: z.boolean().exactOptional(),
  }) satisfies z.ZodType<CheckpointEvent>,
  files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
