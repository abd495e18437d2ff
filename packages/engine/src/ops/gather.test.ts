import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { checkWithGradients } from '../testing/check-gradients.ts';
import { expectSame } from '../testing/reference.ts';
import { gather } from './gather.ts';

const numbersOf = (values: number[], dtype: 'int32' = 'int32') => tf.tensor1d(values, dtype);

const kernels: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  GatherV2: (x) => tf.gather(x, numbersOf([2, 0, 2]), 1),
  GatherNd: (x) => tf.gatherND(x, tf.tensor2d([1, 2, 0, 0, 1, 0], [3, 2], 'int32')),
  UnsortedSegmentSum: (x) => tf.unsortedSegmentSum(x, numbersOf([3, -1]), 5),
  ScatterNd: (x) => tf.scatterND(tf.tensor2d([1, 2, 0, 0, 1, 2, 1, 0], [4, 2], 'int32'), x, [2, 3, 3, 4]),
  OneHot: (x) => tf.oneHot(tf.cast(tf.mul(x, 2), 'int32'), 3, 0.9, 0.1, 'float32'),
  TopK: (x) => {
    const { values, indices } = tf.topk(tf.round(x), 2);
    return tf.concat([values, tf.cast(indices, 'float32')]);
  },
};
const shapes: Record<string, number[]> = { ScatterNd: [4, 3, 4] };

test('every kernel is here', () => expect(Object.keys(kernels)).toEqual(Object.keys(gather)));

test.each(Object.keys(kernels))('%s', (name) =>
  expectSame(({ x }) => ({ y: kernels[name]!(x!) }), { x: shapes[name] ?? [2, 3, 4] }),
);

test('picking along any axis, some more than once, with its gradient', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 2 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 9 }),
      async (axis, picked) => {
        await checkWithGradients(({ x }) => tf.gather(x!, numbersOf(picked), axis), { x: [4, 4, 4] });
      },
    ),
    { numRuns: 20 },
  ));

test('picking in each row of a batch', () =>
  expectSame(({ x }) => ({ y: tf.gather(x!, tf.tensor2d([1, 1, 0, 3], [2, 2], 'int32'), 1, 1) }), {
    x: [2, 4, 3],
  }));

test('sums by row number have a gradient', () =>
  checkWithGradients(({ x }) => tf.unsortedSegmentSum(x!, numbersOf([3, 1, 3]), 4), { x: [3, 5] }));

test('row numbers that are an input, and their whole range', async () => {
  const compiled = await compile(({ rows }) => ({ y: tf.oneHot(rows as tf.Tensor1D, 3) }), {
    inputs: { rows: { shape: [4], type: 'int32' } },
  });
  const { y } = await compiled.run({ rows: Int32Array.of(0, 2, -1, 3) });
  expect(y).toEqual({
    type: 'int32',
    dims: [4, 3],
    data: Int32Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0),
  });
});
