import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import { compile } from './compile.ts';
import '../testing/reference.ts';

test('the gradient of an enlargement is right for every picture, on the tfjs engine too', async () => {
  const weights = tf.tensor4d(numbers(3 * 4 * 6 * 2), [3, 4, 6, 2]);
  const value = (x: tf.Tensor) =>
    tf.sum(tf.mul(tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [4, 6]), weights));
  const compiled = await compile(({ x }) => ({ gradient: tf.grad(value)(x!) }), {
    inputs: { x: { shape: [3, 2, 3, 2] } },
    engine: 'tfjs',
  });
  const { gradient } = await compiled.run({ x: numbers(36) });
  const sums = tf.mul(tf.avgPool(weights, 2, 2, 'valid'), 4).dataSync();
  for (const [i, sum] of sums.entries()) expect(gradient!.data[i]).toBeCloseTo(sum, 5);
});
