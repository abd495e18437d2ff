import { z } from 'zod';
import { lossNames, viewNames } from './names.ts';

/** One loss or a weighted sum. */
export const lossSchema = z.union(
  [
    z.enum(lossNames),
    z
      .partialRecord(z.enum(lossNames), z.number().positive())
      .refine((terms) => Object.keys(terms).length > 0, 'a sum of losses needs at least one.'),
  ],
  `one of ${lossNames.join(', ')}, or a weighted sum such as { "bce": 1, "cosine": 0.5 }.`,
);

const share = z.number().gt(0).lt(1);
const weight = z.number().positive();

/** Both may be left out. */
export const penalties = {
  /** What the net is shown instead of the picture it must give. Default: the picture. */
  corruption: z
    .union(
      [z.strictObject({ mask: share }), z.strictObject({ noise: share })],
      'either { "mask": share } or { "noise": deviation }, in 0..1.',
    )
    .optional(),
  /**
   * The net is shown pictures that are altered anew for each epoch, and must give these: what may happen to a
   * picture of this kind. Default: none.
   */
  views: z.enum(viewNames).optional(),
  /** A price on codes that are not sparse. Default: none. */
  sparsity: z
    .union(
      [z.strictObject({ l1: weight }), z.strictObject({ kl: weight, target: share })],
      'either { "l1": weight } or { "kl": weight, "target": share }.',
    )
    .optional(),
};
