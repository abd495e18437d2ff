import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { fit } from '../fit.ts';
import { predict } from '../predictor.ts';

tf.enableProdMode();

/** Slow in WebAssembly, where the steps alone are tested. */
const learns = test.skipIf(process.env.HOURGLASS_ENGINE === 'wasm');

const text = 'the quick brown fox jumps over the lazy dog. '.repeat(8);
const alphabet = [...new Set(text)].sort();
const length = 8;
const count = text.length - length;

/** As in tfjs-examples/lstm-text-generation: some characters one-hot, and the one that follows. */
function windows() {
  const size = alphabet.length;
  const x = new Uint8Array(count * length * size);
  const y = new Uint8Array(count * size);
  for (let i = 0; i < count; i++) {
    for (let t = 0; t < length; t++) x[(i * length + t) * size + alphabet.indexOf(text[i + t]!)] = 1;
    y[i * size + alphabet.indexOf(text[i + length]!)] = 1;
  }
  return { x: { data: x, rowShape: [length, size] }, y };
}

const seeds = (first: number) => ({
  kernelInitializer: tfl.initializers.glorotUniform({ seed: first }),
  recurrentInitializer: tfl.initializers.glorotUniform({ seed: first + 1 }),
});
const first = { units: 24, inputShape: [length, alphabet.length] };
const layers = {
  lstm: () => tfl.layers.lstm({ ...first, ...seeds(1) }),
  gru: () => tfl.layers.gru({ ...first, ...seeds(1) }),
  simpleRNN: () => tfl.layers.simpleRNN({ ...first, ...seeds(1) }),
};

function reader(kind: keyof typeof layers) {
  const dense = tfl.layers.dense({
    units: alphabet.length,
    activation: 'softmax',
    kernelInitializer: tfl.initializers.glorotUniform({ seed: 9 }),
  });
  const model = tfl.sequential({ layers: [layers[kind](), dense] });
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

describe.each(Object.keys(layers) as (keyof typeof layers)[])('%s', (kind) => {
  learns('learns which character comes next', async () => {
    const model = reader(kind);
    const { x, y } = windows();
    const { history } = await fit(model, x, y, { epochs: 12, batchSize: 32, stepsPerCall: 4 });
    expect(history.acc!.at(-1)).toBeGreaterThan(0.95);

    const from = text.indexOf('k brown ');
    const asked = x.data.subarray(from * length * alphabet.length, (from + 1) * length * alphabet.length);
    const next = tf.argMax((await predict(model, asked)) as tf.Tensor, 1).dataSync()[0]!;
    expect(alphabet[next]).toBe('f');
  });

  test('takes the steps of tfjs', async () => {
    const { x, y } = windows();
    const some = 8;
    const xs = tf.tensor3d(Float32Array.from(x.data.slice(0, some * length * alphabet.length)), [
      some,
      length,
      alphabet.length,
    ]);
    const ys = tf.tensor2d(Float32Array.from(y.slice(0, some * alphabet.length)), [some, alphabet.length]);
    const [ours, theirs] = [reader(kind), reader(kind)];
    const got = await fit(ours, xs, ys, { batchSize: 4, shuffle: false });
    const wanted = await theirs.fit(xs, ys, { batchSize: 4, shuffle: false, verbose: 0 });
    expect(got.history.loss![0]).toBeCloseTo(wanted.history.loss![0] as number, 4);
    ours.getWeights().forEach((weight, i) => {
      const difference = tf.max(tf.abs(tf.sub(weight, theirs.getWeights()[i]!)));
      expect(difference.dataSync()[0]).toBeLessThan(2e-4);
    });
  });
});
