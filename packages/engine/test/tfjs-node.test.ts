import { describe, expect, test } from 'vitest';
import { availableEngines } from '../src/report/available-engines.ts';
import { runWithout } from './helpers/run-without.ts';

const report = (await availableEngines()).find(({ name }) => name === 'tfjs-node');
const here = { HOURGLASS_TFJS_NODE: process.env.HOURGLASS_TFJS_NODE ?? '' };

const code = `
  import '@tensorflow/tfjs-backend-cpu';
  import * as tf from '@tensorflow/tfjs-core';
  import '@tensorflow/tfjs-layers';
  import { compileStep } from '@hourglass/engine';
  tf.enableProdMode();
  const weight = tf.variable(tf.scalar(0));
  const optimizer = tf.train.sgd(0.5);
  const loss = (x) => tf.mean(tf.squaredDifference(tf.mul(x, weight), tf.mul(x, 3)));
  const step = await compileStep(({ x }) => ({ loss: optimizer.minimize(() => loss(x), true) }), {
    tables: { x: { data: new Float32Array([1, -1]), rowShape: [1] } },
    batchSize: 2,
  });
  await step.run(Int32Array.from({ length: 80 }, (_, i) => i % 2));
  step.sync();
  console.log(step.engine, tf.getBackend(), weight.dataSync()[0].toFixed(3));
`;

describe.skipIf(!report?.works)('tfjs-node, as a user has it', () => {
  test('trains, where it is asked for', () => {
    const { out, err } = runWithout([], code, { ...here, HOURGLASS_ENGINE: 'tfjs-node' });
    expect({ out, err }).toEqual({ out: 'tfjs-node cpu 3.000', err: '' });
  });

  test('is taken before tfjs where no runtime loads, and it is said', () => {
    const { out, err } = runWithout(['onnxruntime-node', 'onnxruntime-web'], code, here);
    expect(out).toBe('tfjs-node cpu 3.000');
    expect(err).toContain("Functions run on 'tfjs-node': No runtime for graphs works here");
  });
});
