import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { checkWithGradients, weigh } from '../testing/check-gradients.ts';
import { eager, expectSame, gradients } from '../testing/reference.ts';
import { poolInfo } from './conv-info.ts';

type Picture = tf.Tensor4D;
type Pool = (
  x: Picture,
  size: [number, number],
  stride: [number, number],
  pad: 'same' | 'valid',
) => tf.Tensor;
const kinds: [string, Pool][] = [
  ['max', tf.maxPool],
  ['average', tf.avgPool],
];

const small = fc.integer({ min: 1, max: 3 });
const pads = fc.constantFrom<'same' | 'valid'>('same', 'valid');

describe.each(kinds)('%s pooling and its gradient equal the reference', (_, pool) => {
  test('for windows of 3, two apart and one apart, same and valid', async () => {
    for (const stride of [1, 2]) {
      for (const pad of ['same', 'valid'] as const) {
        await checkWithGradients(({ x }) => pool(x as Picture, [3, 3], [stride, stride], pad), {
          x: [2, 9, 10, 3],
        });
      }
    }
  });
});

/** Windows that lie in the padding altogether, that are more for rounding up, that leave pixels out: all that tfjs takes. */
const anyPads = fc.oneof(
  pads,
  fc.integer({ min: 0, max: 3 }),
  fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 4 }))),
);
const rounding = fc.constantFrom(undefined, 'floor' as const, 'ceil' as const, 'round' as const);

// tfjs-node refuses most of them.
test.skipIf(eager).each(kinds)('%s pooling with any pads and any rounding of sizes', (_, pool) =>
  fc.assert(
    fc.asyncProperty(
      fc.tuple(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 2 }),
      ),
      fc.tuple(small, small),
      fc.tuple(small, small),
      anyPads,
      rounding,
      async ([height, width, channels], filterSize, strides, given, rounded) => {
        // tfjs rounds no sizes where pads are named.
        const dimRoundingMode = typeof given === 'string' ? undefined : rounded;
        const pad = !Array.isArray(given)
          ? given
          : [
              [0, 0],
              [given[0]!, given[1]!],
              [given[2]!, given[3]!],
              [0, 0],
            ];
        const dims = [2, height, width, channels];
        fc.pre(isLegal(dims, { filterSize, strides, pad, dimRoundingMode }));
        const rest = [filterSize, strides, pad, dimRoundingMode] as never[];
        await checkWithGradients(({ x }) => (pool as (...args: unknown[]) => tf.Tensor)(x, ...rest), {
          x: dims,
        });
      },
    ),
    { numRuns: 60 },
  ),
);

function isLegal(dims: readonly number[], attrs: Record<string, unknown>): boolean {
  try {
    return poolInfo(dims, attrs).outShape.every((dim) => dim > 0);
  } catch {
    return false;
  }
}

test('equal pixels in overlapping windows: the first takes the gradient, as in tfjs', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 84, maxLength: 84 }),
      fc.integer({ min: 1, max: 2 }),
      pads,
      async (pixels, stride, pad) => {
        const x = { shape: [1, 7, 6, 2], values: Float32Array.from(pixels) };
        await expectSame(
          gradients(({ x }) => weigh(tf.maxPool(x as Picture, 3, stride, pad))),
          { x },
        );
      },
    ),
    { numRuns: 20 },
  ));
