import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compileStep, fit } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { loadDigits } from '../src/digits.js';
import { createModel } from '../src/model.js';

test('the script learns the digits', () => {
  const script = fileURLToPath(new URL('../src/train.js', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [script, '2560'], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout.match(/^epoch \d: loss \d\.\d{3}, accuracy \d+\.\d %$/gm)).toHaveLength(3);
  expect(Number(/(\d+) of 1000 test digits/.exec(stdout)?.[1])).toBeGreaterThan(700);
});

test('its weights are those that model.fit learns', async () => {
  const { train } = await loadDigits(16, 1);
  const [ours, theirs] = [createModel(), createModel()];
  const options = { epochs: 2, batchSize: 8, shuffle: false };
  await fit(ours, train.pictures, train.targets, options);
  const x = tf.tensor4d(
    Float32Array.from(train.pictures.data, (byte) => byte / 255),
    [16, 28, 28, 1],
  );
  await theirs.fit(x, tf.tensor2d(train.targets.data, [16, 10]), { ...options, verbose: 0 });
  for (const [i, weight] of ours.getWeights().entries()) {
    const [a, b] = [weight.dataSync(), theirs.getWeights()[i].dataSync()];
    const apart = a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at])), 0);
    expect(apart).toBeLessThan(1e-4);
  }
});

test('a step of its own making trains as well', async () => {
  const { train } = await loadDigits(64, 1);
  const model = createModel();
  const optimizer = tf.train.adam(0.001);
  const step = await compileStep(
    ({ x, y }) => {
      const lossOf = () => tf.losses.softmaxCrossEntropy(y, tf.log(model.apply(x, { training: true })));
      return { loss: optimizer.minimize(lossOf, true) };
    },
    { tables: { x: train.pictures, y: train.targets }, batchSize: 64 },
  );
  const rows = Int32Array.from({ length: 64 }, (_, i) => i);
  const first = (await step.run(rows)).loss.data[0];
  for (let i = 0; i < 60; i++) await step.run(rows);
  expect((await step.run(rows)).loss.data[0]).toBeLessThan(first / 2);
  await step.dispose();
});
