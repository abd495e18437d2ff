import { z } from 'zod';

const count = z.int().positive();
const codeSize = count.max(16_384);
const hidden = z.array(count.max(16_384)).max(8);

const denseNetSchema = z.strictObject({
  kind: z.literal('dense'),
  hidden,
  codeSize,
  temperature: z.number().positive().max(1000).optional(),
});

const convLayerSchema = z.union([
  z.strictObject({
    conv: count.max(4096),
    kernel: count.max(64).optional(),
    padding: z.enum(['same', 'valid']).optional(),
    stride: count.max(64).optional(),
  }),
  z.strictObject({ pool: count.max(64) }),
  z.strictObject({ up: count.max(64) }),
]);

const convNetSchema = z.strictObject({
  kind: z.literal('conv'),
  encoder: z.array(convLayerSchema).min(1).max(64),
  decoder: z.array(convLayerSchema).min(1).max(64),
});

const residualNetSchema = z.strictObject({
  kind: z.literal('residual'),
  codeSize,
  refine: z.array(count.max(4096)).min(1).max(16),
  mirrored: z.boolean().optional(),
});

const linearNetSchema = z.strictObject({ kind: z.literal('linear'), codeSize });

const variationalNetSchema = z.strictObject({
  kind: z.literal('vae'),
  hidden,
  codeSize,
  klWeight: z.number().positive(),
});

const meaningNetSchema = z.strictObject({
  kind: z.literal('meaning'),
  meaning: codeSize,
  style: codeSize,
  trunk: z.array(convLayerSchema).min(1).max(64),
  trunkHidden: hidden.optional(),
  hidden,
  place: z.boolean().optional(),
});

/** Every kind of net. What each means is told in `net.ts`. */
export const netSchema = z.discriminatedUnion('kind', [
  denseNetSchema,
  convNetSchema,
  residualNetSchema,
  linearNetSchema,
  variationalNetSchema,
  meaningNetSchema,
]);
