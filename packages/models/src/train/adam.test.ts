import { compileStep } from '@hourglass/engine';
import { expect, test } from 'vitest';
import { tf } from '../tfjs.ts';
import { createAdam } from './adam.ts';
import { clipGradients } from './clip-gradients.ts';

const start = [0.5, -1, 2];
/** Its gradient is large, small and of both signs. */
const lossOf = (weights: tf.Tensor) =>
  tf.sum(tf.mul(tf.square(tf.sub(weights, [1, 2, -3])), [1, 10, 0.01])) as tf.Scalar;

test('ten updates are those of tf.train.adam', () => {
  const [ours, theirs] = [tf.variable(tf.tensor1d(start)), tf.variable(tf.tensor1d(start))];
  const adam = createAdam([ours]);
  const reference = tf.train.adam(0.05);
  for (let i = 0; i < 10; i++) {
    tf.tidy(() => {
      const { grads } = tf.variableGrads(() => lossOf(ours), [ours]);
      adam.update([{ variable: ours, gradient: grads[ours.name]!, rate: tf.scalar(0.05) }]);
      reference.minimize(() => lossOf(theirs), false, [theirs]);
    });
  }
  expect(ours.dataSync()).toEqual(theirs.dataSync());
});

test.each(['native', 'wasm', 'tfjs'] as const)('the rate of each step is its own on %s', async (engine) => {
  const rates = Float32Array.from([0.1, 0, 0.02, 0.5, 0]);
  const weights = tf.variable(tf.tensor1d(start));
  const adam = createAdam([weights]);
  const step = await compileStep(
    ({ rate }) => {
      const { value, grads } = tf.variableGrads(() => lossOf(weights), [weights]);
      adam.update([{ variable: weights, gradient: grads[weights.name]!, rate: rate! }]);
      return { loss: value };
    },
    {
      tables: { x: { data: new Float32Array(5), rowShape: [] } },
      perStep: ['rate'],
      batchSize: 1,
      stepsPerCall: 2,
      engine,
    },
  );
  await step.run(Int32Array.from([0, 1, 2, 3, 4]), { rate: rates });
  step.sync();
  await step.dispose();

  const [expected, power1, power2] = [[...start], 0.9, 0.999];
  const [first, second] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  rates.forEach((rate, t) => {
    expected.forEach((w, i) => {
      const gradient = 2 * (w - [1, 2, -3][i]!) * [1, 10, 0.01][i]!;
      first[i] = 0.9 * first[i]! + 0.1 * gradient;
      second[i] = 0.999 * second[i]! + 0.001 * gradient ** 2;
      const [m, v] = [first[i]! / (1 - power1 ** (t + 1)), second[i]! / (1 - power2 ** (t + 1))];
      expected[i] = w - (rate * m) / (Math.sqrt(v) + 1e-7);
    });
  });
  for (const [i, value] of weights.dataSync().entries()) expect(value).toBeCloseTo(expected[i]!, 4);
});

test('gradients are clipped by value, then by their length as one vector', () => {
  const gradients = [tf.tensor1d([3, -40]), tf.tensor1d([0.5])];
  const clipped = (clip: object) => clipGradients(gradients, clip).flatMap((g) => Array.from(g.dataSync()));
  expect(clipped({})).toEqual([3, -40, 0.5]);
  expect(clipped({ value: 4 })).toEqual([3, -4, 0.5]);
  const byNorm = clipped({ value: 4, norm: 1 });
  expect(Math.hypot(...byNorm)).toBeCloseTo(1, 6);
  expect(byNorm[0]! / byNorm[1]!).toBeCloseTo(3 / -4, 6);
  expect(clipped({ norm: 100 })).toEqual([3, -40, 0.5]);
});
