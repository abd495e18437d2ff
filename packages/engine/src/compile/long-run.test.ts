import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import { compile } from './compile.ts';
import { compileStep } from './compile-step.ts';

tf.enableProdMode();

// A million steps: scripts/soak.mjs.
test('hundreds of calls leave no tensor, no memory of tfjs and no handle behind', async () => {
  const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 4, inputShape: [4] })] });
  const optimizer = tf.train.adam(0.001);
  const loss = (x: tf.Tensor) => tf.mean(tf.squaredDifference(model.apply(x) as tf.Tensor, x)) as tf.Scalar;
  const step = await compileStep(({ x }) => ({ loss: optimizer.minimize(() => loss(x!), true)! }), {
    tables: { x: { data: numbers(64), rowShape: [4] } },
    batchSize: 4,
    stepsPerCall: 4,
    finite: ['loss'],
  });
  const measure = await compile(({ x }) => ({ loss: loss(x!) }), { inputs: { x: { shape: [4, 4] } } });
  const held = () => ({
    tensors: tf.memory().numTensors,
    buffers: tf.memory().numDataBuffers,
    bytes: tf.memory().numBytes,
  });
  const handles = () => process.getActiveResourcesInfo().length;
  const rows = Int32Array.from({ length: 20 }, (_, i) => i % 16);
  const calls = async (count: number) => {
    for (let i = 0; i < count; i++) {
      await step.run(rows); // Four steps, and one.
      step.sync();
      await measure.run({ x: numbers(16) });
    }
  };
  await calls(10);
  const [before, open] = [held(), handles()];
  await calls(300);
  expect(held()).toEqual(before);
  // The process has handles of its own that come and go; what each call left would be hundreds.
  expect(handles()).toBeLessThan(open + 50);
  await step.dispose();
  await measure.dispose();
});
