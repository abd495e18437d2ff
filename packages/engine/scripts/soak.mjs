// Does memory stay flat? Trains a tiny net for a million steps and says what the process holds.
//   node scripts/soak.mjs [--steps 1000000] [--steps-per-call 32] [--engine native]
import { parseArgs } from 'node:util';
import '@tensorflow/tfjs-backend-cpu';
import { compileStep } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '1000000' },
    'steps-per-call': { type: 'string', default: '32' },
    engine: { type: 'string' },
  },
});
const [steps, stepsPerCall] = [Number(values.steps), Number(values['steps-per-call'])];
const { engine } = values;

tf.enableProdMode();
const batchSize = 8;
const data = Float32Array.from({ length: 256 * 8 }, (_, i) => Math.sin(i));
const model = tfl.sequential({
  layers: [
    tfl.layers.dense({ units: 4, activation: 'tanh', inputShape: [8] }),
    tfl.layers.dense({ units: 8 }),
  ],
});
const optimizer = tf.train.adam(0.001);
const step = await compileStep(
  ({ x }) => ({
    loss: optimizer.minimize(() => tf.mean(tf.squaredDifference(model.apply(x), x)), true),
  }),
  {
    tables: { x: { data, rowShape: [8] } },
    batchSize,
    stepsPerCall,
    finite: ['loss'],
    ...(engine ? { engine } : {}),
  },
);

const report = Math.max(stepsPerCall, Math.floor(steps / 10 / stepsPerCall) * stepsPerCall);
const rows = Int32Array.from({ length: stepsPerCall * batchSize }, (_, i) => (i * 7) % 256);
const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);
console.log(`engine ${step.engine}, ${stepsPerCall} steps a call, one line every ${report} steps`);
const start = performance.now();
for (let done = 0; done <= steps; done += stepsPerCall) {
  const { loss } = await step.run(rows);
  if (done % report !== 0) continue;
  step.sync();
  globalThis.gc?.(); // node --expose-gc
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `${done} steps, ${seconds} s: RSS ${mib(rss)} MiB, heap ${mib(heapUsed)}, external ${mib(external)}, ` +
      `array buffers ${mib(arrayBuffers)}, tensors ${tf.memory().numTensors}, loss ${loss.data[0].toFixed(6)}`,
  );
}
await step.dispose();
