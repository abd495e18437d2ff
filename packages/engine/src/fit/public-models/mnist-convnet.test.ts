import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { digits } from '../../testing/mnist.ts';
import { fit } from '../fit.ts';
import { predict } from '../predictor.ts';

tf.enableProdMode();

/** Slow in WebAssembly, where the steps alone are tested. */
const learns = test.skipIf(process.env.HOURGLASS_ENGINE === 'wasm');

/** The classifier of tfjs-examples/mnist: its layers, its optimizer, its loss. */
function classifier() {
  const conv = (filters: number, seed: number, inputShape?: number[]) =>
    tfl.layers.conv2d({
      filters,
      kernelSize: 5,
      activation: 'relu',
      kernelInitializer: tfl.initializers.heNormal({ seed }),
      ...(inputShape ? { inputShape } : {}),
    });
  const pool = () => tfl.layers.maxPooling2d({ poolSize: [2, 2], strides: [2, 2] });
  const dense = tfl.layers.dense({
    units: 10,
    activation: 'softmax',
    kernelInitializer: tfl.initializers.glorotNormal({ seed: 3 }),
  });
  const model = tfl.sequential({
    layers: [conv(8, 1, [28, 28, 1]), pool(), conv(16, 2), pool(), tfl.layers.flatten(), dense],
  });
  model.compile({
    optimizer: tf.train.adam(),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

const rowShape = [28, 28, 1];
const scale = 1 / 255;

learns('from 2,000 digits the MNIST convnet learns to read 9 in 10 others', async () => {
  const model = classifier();
  const [seen, others] = [digits(0, 2000), digits(5000, 500)];
  const x = { data: seen.pixels, rowShape, scale };
  const { history } = await fit(model, x, seen.classes, { epochs: 5, batchSize: 32, validationSplit: 0.15 });
  expect(history.val_acc!.at(-1)).toBeGreaterThan(0.85);

  const answers = (await predict(
    model,
    { data: others.pixels, rowShape, scale },
    { batchSize: 128 },
  )) as tf.Tensor;
  const read = tf.argMax(answers, 1).dataSync();
  const right = others.labels.filter((label, i) => read[i] === label).length;
  expect(right / others.labels.length).toBeGreaterThan(0.9);
});

test('its first steps are those of tfjs', async () => {
  const [ours, theirs] = [classifier(), classifier()];
  const { pixels, classes } = digits(0, 24);
  const x = tf.mul(tf.tensor4d(Float32Array.from(pixels), [24, 28, 28, 1]), scale);
  const y = tf.tensor2d(Float32Array.from(classes), [24, 10]);
  const got = await fit(ours, x, y, { batchSize: 8, shuffle: false });
  const wanted = await theirs.fit(x, y, { batchSize: 8, shuffle: false, verbose: 0 });
  expect(got.history.loss![0]).toBeCloseTo(wanted.history.loss![0] as number, 4);
  ours.getWeights().forEach((weight, i) => {
    const difference = tf.max(tf.abs(tf.sub(weight, theirs.getWeights()[i]!)));
    expect(difference.dataSync()[0]).toBeLessThan(1e-4);
  });
});
