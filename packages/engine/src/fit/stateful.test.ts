import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { compileStep } from '../compile/compile-step.ts';
import { exportGraph } from '../compile/export-graph.ts';
import { numbers } from '../testing/numbers.ts';
import type { FitCallback } from './callback.ts';
import { fit } from './fit.ts';
import { createPredictor } from './predictor.ts';

tf.enableProdMode();

const init = (seed: number) => tfl.initializers.glorotUniform({ seed });
const weights = { kernelInitializer: init(1), recurrentInitializer: init(2) };
const common = { units: 3, stateful: true, ...weights };

/** Layers that remember, for batches of two sequences. */
const layers: Readonly<Record<string, () => tfl.layers.Layer>> = {
  simpleRNN: () => tfl.layers.simpleRNN(common),
  gru: () => tfl.layers.gru(common),
  lstm: () => tfl.layers.lstm(common),
  'cells on each other': () =>
    tfl.layers.rnn({
      stateful: true,
      cell: [
        tfl.layers.gruCell({ units: 3, ...weights }),
        tfl.layers.lstmCell({ units: 3, ...weights }),
      ] as never,
    }),
  bidirectional: () => tfl.layers.bidirectional({ layer: tfl.layers.gru(common) as never, mergeMode: 'ave' }),
};

/** A net of one of them, alone or within another net. */
function net(layer: string, nested = false) {
  const [first, ...others] = [layers[layer]!(), tfl.layers.dense({ units: 3, kernelInitializer: init(3) })];
  const input = tfl.input({ batchShape: [2, 3, 2] });
  const inner = tfl.model({ inputs: input, outputs: first!.apply(input) as tfl.SymbolicTensor });
  const output = [nested ? inner : first!, ...others].reduce(
    (value, each) => each.apply(value) as tfl.SymbolicTensor,
    input,
  );
  const model = tfl.model({ inputs: input, outputs: output });
  model.compile({ optimizer: tf.train.momentum(0.05, 0.9), loss: 'meanSquaredError' });
  return model;
}

const x = tf.tensor3d(numbers(8 * 6, 3), [8, 3, 2]);
const y = tf.tensor2d(numbers(8 * 3, 4), [8, 3]);
const batch = (at: number) => tf.slice(x, [at, 0, 0], [2, 3, 2]);
const settings = { batchSize: 2, epochs: 3, shuffle: false };

function expectNear(got: ArrayLike<number>, wanted: ArrayLike<number>) {
  expect(got.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) expect(got[i]).toBeCloseTo(wanted[i]!, 4);
}

/** What tfjs itself says next of some rows: it depends on what the net remembers. */
const says = (model: tfl.LayersModel) => (model.predict(batch(2), { batchSize: 2 }) as tf.Tensor).dataSync();

async function expectTrainsAsTfjs(
  make: () => tfl.LayersModel,
  options: object,
  callbacksOf: (model: tfl.LayersModel) => FitCallback = () => ({}),
) {
  const [ours, theirs] = [make(), make()];
  const got = await fit(ours, x, y, { ...settings, ...options, callbacks: callbacksOf(ours) });
  const wanted = await theirs.fit(x, y, {
    ...settings,
    ...options,
    verbose: 0,
    callbacks: callbacksOf(theirs) as tfl.CustomCallbackArgs,
  });
  for (const name of Object.keys(wanted.history)) {
    expectNear(got.history[name]!, wanted.history[name] as number[]);
  }
  expectNear(says(ours), says(theirs));
}

describe('a layer that is stateful remembers as in tfjs', () => {
  test.each(Object.keys(layers))('%s, in training', async (layer) => {
    await expectTrainsAsTfjs(() => net(layer), {});
    await expectTrainsAsTfjs(() => net(layer, true), { validationSplit: 0.25 });
    await expectTrainsAsTfjs(
      () => net(layer),
      {},
      (model) => ({ onEpochEnd: () => model.resetStates() }),
    );
    await expectTrainsAsTfjs(
      () => net(layer),
      { validationSplit: 0.25 },
      (model) => ({ onBatchEnd: (at) => at % 2 === 1 && model.resetStates() }) as FitCallback,
    );
  });

  test.each(Object.keys(layers))('%s, in answers', async (layer) => {
    const [ours, theirs] = [net(layer), net(layer, true)];
    const predictor = createPredictor(ours, { batchSize: 2 });
    const expectSame = async (rows: tf.Tensor) => {
      const got = (await predictor.predict(rows)) as tf.Tensor;
      expectNear(got.dataSync(), (theirs.predict(rows, { batchSize: 2 }) as tf.Tensor).dataSync());
    };
    await expectSame(x);
    await expectSame(batch(4));
    for (const model of [ours, theirs]) model.resetStates();
    await expectSame(batch(4));
    // tfjs goes on where the engine was, and the engine where tfjs was.
    expectNear(says(ours), says(theirs));
    await expectSame(batch(0));
    await predictor.dispose();
  });

  test('in compiled functions and steps, where the layer has its weights or makes them', async () => {
    const run = async (built: boolean, options: { engine?: 'tfjs' }) => {
      const layer = tfl.layers.gru(common);
      if (built) {
        layer.apply(batch(0));
        (layer as unknown as { resetStates(): void }).resetStates();
      }
      const fn = ({ x }: Record<string, tf.Tensor>) => ({ y: layer.apply(x!) as tf.Tensor });
      const whole = await compile(fn, { inputs: { x: { shape: [2, 3, 2] } }, ...options });
      const table = { data: numbers(8 * 6, 3), rowShape: [3, 2] };
      const seen: number[] = [];
      for (const at of [0, 2]) {
        const { y } = await whole.run({ x: batch(at).dataSync() as Float32Array });
        seen.push(...(y!.data as Float32Array));
      }
      const step = await compileStep(fn, { tables: { x: table }, batchSize: 2, stepsPerCall: 2, ...options });
      for (const rows of [
        [0, 1, 2, 3, 4, 5],
        [6, 7],
      ]) {
        seen.push(...((await step.run(Int32Array.from(rows))).y!.data as Float32Array));
        step.sync();
      }
      const { y } = await whole.run({ x: batch(0).dataSync() as Float32Array });
      await Promise.all([whole.dispose(), step.dispose()]);
      return [...seen, ...(y!.data as Float32Array)];
    };
    const wanted = await run(true, { engine: 'tfjs' });
    expectNear(await run(true, {}), wanted);
    expectNear(await run(false, {}), wanted);
  });
});

describe('a model is left whole', () => {
  test('where its graph cannot be made', async () => {
    const [model, other] = [net('lstm'), net('lstm')];
    says(model);
    says(other);
    const fails = () => {
      const y = model.apply(batch(0), { training: true }) as tf.Tensor;
      if (y) throw new Error('mine');
      return { y };
    };
    await expect(compile(fails, { inputs: {} })).rejects.toThrow('mine');
    expect(() => exportGraph(() => ({ y: model.apply(batch(0)) as tf.Tensor }), { inputs: {} })).toThrow(
      /the function writes variable 'lstm_LSTM\d+\/state 0/,
    );
    expectNear(says(model), says(other));
  });

  test('and leaves no tensor behind', async () => {
    const model = net('lstm');
    await fit(model, x, y, settings);
    model.resetStates();
    const before = tf.memory().numTensors;
    await fit(model, x, y, { ...settings, validationSplit: 0.25 });
    await fit(model, x, y, settings);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('rows that are no whole batches are refused, as in tfjs', async () => {
  const rows = [tf.slice(x, 0, 7), tf.slice(y, 0, 7)] as const;
  await expect(net('gru').fit(...rows, { batchSize: 2 })).rejects.toThrow('divisible by the batch size');
  await expect(fit(net('gru'), ...rows, { batchSize: 2 })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    message: expect.stringContaining(
      'has layers that are stateful, and 7 rows are no multiple of the batch size 2.',
    ),
  });
});
