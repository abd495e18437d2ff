import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { numbers } from '../testing/numbers.ts';
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

test('the gradient of an average over a padded window is shared by its pixels, on the tfjs engine too', async () => {
  // Average pooling is linear: each pixel's gradient is what the sum of the output gains with it.
  const value = (x: tf.Tensor) => tf.sum(tf.avgPool(x as tf.Tensor4D, 3, 2, 'same'));
  const compiled = await compile(({ x }) => ({ gradient: tf.grad(value)(x!) }), {
    inputs: { x: { shape: [2, 4, 3, 1] } },
    engine: 'tfjs',
  });
  const { gradient } = await compiled.run({ x: numbers(24) });
  for (let i = 0; i < 24; i++) {
    const one = tf.tensor4d(
      Float32Array.from({ length: 24 }, (_, j) => Number(i === j)),
      [2, 4, 3, 1],
    );
    expect(gradient!.data[i]).toBeCloseTo(value(one).dataSync()[0]!, 5);
  }
});
