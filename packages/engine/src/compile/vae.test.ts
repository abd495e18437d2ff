import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import '../testing/reference.ts';
import { compileStep } from './compile-step.ts';

/** Points that lie near a line in six dimensions. */
const points = Float32Array.from({ length: 64 * 6 }, (_, i) => {
  const along = numbers(64, 3)[Math.floor(i / 6)]!;
  return along * ((i % 6) - 2.5) * 0.4 + numbers(64 * 6, 9)[i]! * 0.02;
});

/** A variational autoencoder (Kingma and Welling 2014) with dropout: both draw at every step. */
async function train(seed: number, steps: number) {
  const dense = (units: number, of: number, inputs: number) =>
    tfl.layers.dense({
      units,
      inputShape: [inputs],
      kernelInitializer: tfl.initializers.glorotUniform({ seed: of }),
    });
  const encoder = tfl.sequential({
    layers: [dense(8, 1, 6), tfl.layers.dropout({ rate: 0.1 }), dense(4, 2, 8)],
  });
  const decoder = dense(6, 3, 2);
  const optimizer = tf.train.adam(0.02);
  const step = await compileStep(
    ({ x }) => ({
      loss: optimizer.minimize(() => {
        const [mean, logVariance] = tf.split(encoder.apply(x!, { training: true }) as tf.Tensor, 2, 1);
        const noise = tf.randomNormal(mean!.shape);
        const code = tf.add(mean!, tf.mul(tf.exp(tf.mul(logVariance!, 0.5)), noise));
        const error = tf.sum(tf.squaredDifference(decoder.apply(code) as tf.Tensor, x!), 1);
        const spread = tf.sub(tf.add(tf.square(mean!), tf.exp(logVariance!)), tf.add(logVariance!, 1));
        return tf.mean(tf.add(error, tf.mul(tf.sum(spread, 1), 0.01))) as tf.Scalar;
      }, true)!,
    }),
    { tables: { x: { data: points, rowShape: [6] } }, batchSize: 16, seed },
  );
  const losses: number[] = [];
  for (let i = 0; i < steps; i += 20) {
    const rows = Int32Array.from({ length: 20 * 16 }, (_, row) => (row * 7 + i) % 64);
    losses.push(Number((await step.run(rows)).loss!.data[0]));
  }
  await step.dispose();
  return losses;
}

test('a variational autoencoder learns, and its seed repeats it', async () => {
  const losses = await train(1, 300);
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 3);
  expect(await train(1, 60)).toEqual(losses.slice(0, 3));
  expect(await train(2, 60)).not.toEqual(losses.slice(0, 3));
});
