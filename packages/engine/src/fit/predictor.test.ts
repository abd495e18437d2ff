import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import { createPredictor, predict } from './predictor.ts';

tf.enableProdMode();

function pictureNet() {
  return tfl.sequential({
    layers: [
      tfl.layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu', inputShape: [6, 6, 1] }),
      tfl.layers.flatten(),
      tfl.layers.dropout({ rate: 0.5 }),
      tfl.layers.dense({ units: 4, activation: 'softmax' }),
    ],
  });
}

function expectSame(got: tf.Tensor, wanted: tf.Tensor) {
  expect(got.shape).toEqual(wanted.shape);
  const [a, b] = [got.dataSync(), wanted.dataSync()];
  for (let i = 0; i < b.length; i++) expect(a[i]).toBeCloseTo(b[i]!, 5);
}

describe('predict gives what model.predict gives', () => {
  test.each([1, 3, 8, 21])('for %i rows in batches of 8', async (rows) => {
    const model = pictureNet();
    const x = tf.tensor4d(numbers(rows * 36), [rows, 6, 6, 1]);
    const y = await predict(model, x, { batchSize: 8 });
    expectSame(y as tf.Tensor, model.predict(x) as tf.Tensor);
  });

  test('for several inputs and outputs', async () => {
    const [a, b] = [tfl.input({ shape: [2], name: 'a' }), tfl.input({ shape: [2], name: 'b' })];
    const sum = tfl.layers.add().apply([a, b]) as tfl.SymbolicTensor;
    const product = tfl.layers.multiply().apply([a, b]) as tfl.SymbolicTensor;
    const model = tfl.model({ inputs: [a, b], outputs: [sum, product] });
    const [first, second] = [new Float32Array([1, 2, 3, 4]), new Float32Array([5, 6, 7, 8])];
    const [plus, times] = (await predict(model, { b: second, a: first })) as tf.Tensor[];
    expect([...plus!.dataSync()]).toEqual([6, 8, 10, 12]);
    expect([...times!.dataSync()]).toEqual([5, 12, 21, 32]);
  });

  test('from bytes, and where the model leaves the shape open', async () => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [null, null, 1] }),
        tfl.layers.globalAveragePooling2d({}),
      ],
    });
    const predictor = createPredictor(model);
    for (const side of [5, 7]) {
      const data = Uint8Array.from({ length: 2 * side * side }, (_, i) => (i * 37) % 256);
      const got = await predictor.predict({ data, rowShape: [side, side, 1], scale: 1 / 255 });
      const x = tf.div(tf.tensor4d(Float32Array.from(data), [2, side, side, 1]), 255);
      expectSame(got as tf.Tensor, model.predict(x) as tf.Tensor);
    }
    await predictor.dispose();
  });
});

describe('a predictor', () => {
  test('sees weights that change', async () => {
    const model = pictureNet();
    const predictor = createPredictor(model);
    const x = tf.tensor4d(numbers(2 * 36), [2, 6, 6, 1]);
    await predictor.predict(x);
    model.setWeights(model.getWeights().map((weight) => tf.mul(weight, 2)));
    expectSame((await predictor.predict(x)) as tf.Tensor, model.predict(x) as tf.Tensor);
    await predictor.dispose();
  });

  test('says so when it, or its model, was disposed', async () => {
    const model = pictureNet();
    const predictor = createPredictor(model);
    const x = tf.tensor4d(numbers(36), [1, 6, 6, 1]);
    await predictor.predict(x);
    model.dispose();
    await expect(predictor.predict(x)).rejects.toMatchObject({
      code: 'DISPOSED',
      message: expect.stringContaining("kernel' of shape [3,3,1,3] was disposed"),
    });
    await predictor.dispose();
    await expect(predictor.predict(x)).rejects.toThrow('this predictor was disposed. Create another.');
  });

  test('leaves no tensor behind but its answers', async () => {
    const model = pictureNet();
    const x = tf.tensor4d(numbers(3 * 36), [3, 6, 6, 1]);
    const before = tf.memory().numTensors;
    tf.dispose(await predict(model, x, { batchSize: 2 }));
    expect(tf.memory().numTensors).toBe(before);
  });
});
