import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import { eager } from '../testing/reference.ts';
import { compileStep } from './compile-step.ts';

/** Five steps of two layers, of which the second has its weights, or makes them while it is traced. */
async function trained(built: boolean): Promise<number[][]> {
  const layers = [1, 2].map((seed) =>
    tfl.layers.dense({ units: 3, kernelInitializer: tfl.initializers.glorotUniform({ seed }) }),
  );
  for (const layer of built ? layers : layers.slice(0, 1)) layer.apply(tf.zeros([1, 3]));
  const net = (x: tf.Tensor) => layers.reduce((value, layer) => layer.apply(value) as tf.Tensor, x);
  const optimizer = tf.train.adam(0.05);
  const step = await compileStep(
    ({ x }) => ({
      loss: optimizer.minimize(() => tf.mean(tf.squaredDifference(net(x!), x!)) as tf.Scalar, true)!,
    }),
    { tables: { x: { data: numbers(30), rowShape: [3] } }, batchSize: 10 },
  );
  await step.run(Int32Array.from({ length: 50 }, (_, i) => i % 10));
  step.sync();
  await step.dispose();
  return layers[1]!.getWeights().map((weight) => Array.from(weight.dataSync()));
}

// Eagerly, the first step makes them and the optimizer's list of variables is older.
test.skipIf(eager)('weights that a layer makes on its first use are trained like any others', async () => {
  const [before, during] = [await trained(true), await trained(false)];
  expect(before[1]!.every((bias) => bias !== 0)).toBe(true);
  expect(during).toEqual(before);
});
