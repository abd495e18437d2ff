import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import type { FitCallback } from './callback.ts';
import { fit } from './fit.ts';
import type { FitOptions } from './options.ts';

tf.enableProdMode();

const rows = 12;
const x = tf.tensor2d(numbers(rows * 5, 3), [rows, 5]);
const labels = [0, 1, 2, 0, 1, 2, 0, 1, 1, 0, 0, 0];
const y = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 3), 'float32');
const base = { epochs: 3, batchSize: 5, shuffle: false };

function net(loss = 'categoricalCrossentropy') {
  const kernelInitializer = tfl.initializers.glorotUniform({ seed: 1 });
  const model = tfl.sequential({
    layers: [tfl.layers.dense({ units: 3, activation: 'softmax', inputShape: [5], kernelInitializer })],
  });
  model.compile({ optimizer: tf.train.sgd(0.1), loss, metrics: ['accuracy'] });
  return model;
}

const weightsOf = (model: tfl.LayersModel) => model.getWeights().flatMap((w) => [...w.dataSync()]);

/** The names that an interface of tfjs-layers has, from its own types. */
function namesIn(file: string, type: string): string[] {
  const path = new URL(`../../node_modules/@tensorflow/tfjs-layers/dist/${file}.d.ts`, import.meta.url);
  const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const [, body = ''] = new RegExp(`interface ${type} \\{([\\s\\S]*?)\\n\\}`).exec(text) ?? [];
  return [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name!);
}

async function expectAsTfjs(options: tfl.ModelFitArgs, loss?: string, target: tf.Tensor = y): Promise<void> {
  const [ours, theirs] = [net(loss), net(loss)];
  const got = await fit(ours, x, target, { ...base, ...(options as FitOptions) });
  const wanted = await theirs.fit(x, target, { ...base, verbose: 0, ...options });
  expect(got.epoch).toEqual(wanted.epoch);
  expect(Object.keys(got.history)).toEqual(Object.keys(wanted.history));
  const values = [...Object.values(wanted.history).flat(), ...weightsOf(theirs)] as number[];
  const gotValues = [...Object.values(got.history).flat(), ...weightsOf(ours)];
  for (const [i, value] of values.entries()) expect(gotValues[i]).toBeCloseTo(value, 4);
}

const refused = (options: object, message: string) => () =>
  expect(fit(net(), x, y, { ...base, ...options } as FitOptions)).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    message: expect.stringContaining(message),
  });
const same = (options: tfl.ModelFitArgs) => () => expectAsTfjs(options);

/** Every option that `model.fit` has: what it does, or how it is refused. A test expects that all are here. */
const cases: Readonly<Record<string, readonly (() => Promise<unknown>)[]>> = {
  batchSize: [
    same({ batchSize: 4 }),
    same({ batchSize: 100 }),
    refused({ batchSize: 2.5 }, 'batchSize is 2.5.'),
  ],
  epochs: [same({ epochs: 1 }), same({ epochs: 0 }), refused({ epochs: -1 }, 'epochs is -1.')],
  verbose: [same({ verbose: 0 }), () => fit(net(), x, y, { ...base, verbose: 1 })],
  callbacks: [same({ callbacks: [] }), same({ callbacks: {} })],
  validationSplit: [
    same({ validationSplit: 0.25 }),
    refused({ validationSplit: 1 }, 'leaves 0 to train on'),
    refused({ validationSplit: -0.5 }, 'leaves 18 to train on'),
  ],
  validationData: [
    same({ validationData: [x, y] }),
    same({ validationData: [x, y], validationSplit: 0.5 }),
    refused({ validationData: [x, y, tf.ones([rows])] }, 'validationData has 3 parts.'),
    refused({ validationData: [x, tf.ones([3, 3])] }, 'has 3 rows; it must have 12'),
  ],
  shuffle: [same({ shuffle: false }), refused({ shuffle: 'batch' }, "shuffle 'batch'")],
  classWeight: [
    same({ classWeight: { 0: 1, 1: 5, 2: 0.1 } }),
    same({ classWeight: [{ 0: 1, 1: 5, 2: 0 }] }),
    same({ classWeight: { 0: 1, 1: 5, 2: 0.1 }, validationSplit: 0.3 }),
    refused(
      { classWeight: { 0: 1, 1: 5 } },
      'classWeight has no weight for class 2, which is among the targets of',
    ),
    refused({ classWeight: [{ 0: 1 }, { 0: 2 }] }, 'classWeight is a list of 2 for 1 outputs'),
  ],
  sampleWeight: [refused({ sampleWeight: tf.ones([rows]) }, 'fit does not take sampleWeight: ')],
  initialEpoch: [
    same({ initialEpoch: 1 }),
    same({ initialEpoch: 3 }),
    same({ initialEpoch: 5 }),
    refused({ initialEpoch: 0.5 }, 'initialEpoch is 0.5.'),
  ],
  stepsPerEpoch: [refused({ stepsPerEpoch: 2 }, 'fit does not take stepsPerEpoch: ')],
  validationSteps: [refused({ validationSteps: 2 }, 'fit does not take validationSteps: ')],
  yieldEvery: [
    same({ yieldEvery: 'auto' }),
    same({ yieldEvery: 'batch' }),
    same({ yieldEvery: 'epoch' }),
    same({ yieldEvery: 'never' }),
    same({ yieldEvery: 0 }),
    refused({ yieldEvery: 'day' }, 'yieldEvery is day.'),
  ],
};

describe('every option of model.fit does the same, or is refused by name', () => {
  const names = namesIn('engine/training_tensors', 'ModelFitArgs');
  test('and none is forgotten', () => {
    expect(names.length).toBeGreaterThan(10);
    expect(Object.keys(cases).sort()).toEqual([...names].sort());
  });
  test.each(Object.keys(cases))('%s', async (name) => {
    for (const run of cases[name]!) await run();
    // As in tfjs, nothing asked for.
    for (const nothing of [undefined, null]) {
      await expectAsTfjs({ [name]: nothing, ...(name === 'shuffle' ? base : {}) } as tfl.ModelFitArgs);
    }
  });
  test('one that there is not is refused, with those that there are', async () => {
    await refused(
      { batchSise: 4 },
      "fit has no option 'batchSise'. It has epochs, initialEpoch, batchSize,",
    )();
  });
});

describe('class weights', () => {
  test('for targets that name their class', () =>
    expectAsTfjs(
      { classWeight: { 0: 0.5, 1: 3, 2: 1 } },
      'sparseCategoricalCrossentropy',
      tf.tensor2d(labels, [rows, 1]),
    ));

  function twoHeaded() {
    const input = tfl.input({ shape: [5] });
    const head = (name: string, seed: number) =>
      tfl.layers
        .dense({
          units: 3,
          name,
          activation: 'softmax',
          kernelInitializer: tfl.initializers.glorotUniform({ seed }),
        })
        .apply(input) as tfl.SymbolicTensor;
    const model = tfl.model({ inputs: input, outputs: [head('a', 1), head('b', 2)] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: ['categoricalCrossentropy', 'meanSquaredError'] });
    return model;
  }
  const weights = { 0: 1, 1: 5, 2: 0.1 };
  test.each([
    ['by order', [weights, { 0: 2, 1: 2, 2: 3 }]],
    ['by name', { a: weights, b: { 0: 2, 1: 2, 2: 3 } }],
    ['for the first alone, by order', [weights, null]],
    ['for the second alone, by name', { b: weights }],
  ])('for two outputs, %s', async (_, classWeight) => {
    const settings = { ...base, classWeight: classWeight as tfl.ModelFitArgs['classWeight'] };
    const [ours, theirs] = [twoHeaded(), twoHeaded()];
    const got = await fit(ours, x, [y, y], settings as FitOptions);
    const wanted = await theirs.fit(x, [y, y], { ...settings, verbose: 0 } as tfl.ModelFitArgs);
    for (const name of Object.keys(wanted.history)) {
      const values = wanted.history[name] as number[];
      for (const [i, value] of values.entries()) expect(got.history[name]![i]).toBeCloseTo(value, 4);
    }
  });

  test('are refused for what is no output, and for targets that are no classes', async () => {
    await expect(fit(twoHeaded(), x, [y, y], { classWeight: weights })).rejects.toThrow(
      "classWeight names '0', which is no output. The model has a, b: give a weight by class for each.",
    );
    const pictures = tfl.sequential({
      layers: [tfl.layers.dense({ units: 3, inputShape: [2, 5], name: 'p' })],
    });
    pictures.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await expect(
      fit(pictures, tf.ones([2, 2, 5]), tf.ones([2, 2, 3]), { classWeight: weights }),
    ).rejects.toThrow("classWeight wants targets of one class a row, and 'p' has rows of shape [2,3].");
  });
});

/** Dropout, noise and an optimizer that remembers: what a seed decides, and what going on must keep. */
function noisy() {
  const kernelInitializer = tfl.initializers.glorotUniform({ seed: 1 });
  const model = tfl.sequential({
    layers: [
      tfl.layers.gaussianNoise({ stddev: 0.3, inputShape: [5] }),
      tfl.layers.dense({ units: 6, activation: 'tanh', kernelInitializer }),
      tfl.layers.dropout({ rate: 0.4 }),
      tfl.layers.dense({ units: 3, kernelInitializer }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
  return model;
}

/** A clock that goes on by a millisecond each time it is read. */
function clock() {
  let now = 0;
  return () => now++;
}

describe('the seed decides orders and draws', () => {
  const trained = async (...parts: FitOptions[]) => {
    const model = noisy();
    for (const part of parts) await fit(model, x, y, { batchSize: 5, threads: 1, ...part });
    return weightsOf(model);
  };
  test('same seed, same weights, to the bit; another seed, others', async () => {
    const first = await trained({ epochs: 3, seed: 7 });
    expect(await trained({ epochs: 3, seed: 7 })).toEqual(first);
    expect(await trained({ epochs: 3, seed: 8 })).not.toEqual(first);
    expect(await trained({ epochs: 3, seed: 8, shuffle: false })).not.toEqual(
      await trained({ epochs: 3, seed: 7, shuffle: false }),
    );
    expect(await trained({ epochs: 3 })).toEqual(await trained({ epochs: 3, seed: 0 }));
  });

  test('whatever the steps of a call, and whoever listens', async () => {
    const first = await trained({ epochs: 3, seed: 7 });
    const listening: FitCallback[] = [
      { onEpochEnd: () => {} },
      { onBatchEnd: () => {} },
      { onYield: () => {}, nowFunc: clock() },
    ];
    for (const stepsPerCall of [1, 2, 5])
      expect(await trained({ epochs: 3, seed: 7, stepsPerCall })).toEqual(first);
    for (const callbacks of listening) {
      expect(await trained({ epochs: 3, seed: 7, yieldEvery: 1, callbacks })).toEqual(first);
    }
  });

  test('and training that goes on from an epoch has the bits of one that never stopped', async () => {
    const whole = await trained({ epochs: 4, seed: 7 });
    expect(await trained({ epochs: 1, seed: 7 }, { epochs: 4, initialEpoch: 1, seed: 7 })).toEqual(whole);
    expect(await trained({ epochs: 3, seed: 7 }, { epochs: 4, initialEpoch: 3, seed: 7 })).toEqual(whole);
  });

  test('also where the step is compiled anew on the way', async () => {
    const model = noisy();
    const mark = (at: number) => {
      (model.layers[0] as unknown as { mark: number }).mark = at;
    };
    await fit(model, x, y, {
      batchSize: 5,
      threads: 1,
      epochs: 3,
      seed: 7,
      // It counts as another number of the layer, though nobody reads it.
      callbacks: {
        onEpochEnd: mark,
        onBatchEnd: mark,
      },
    });
    expect(weightsOf(model)).toEqual(await trained({ epochs: 3, seed: 7 }));
  });
});

describe('every hook of a callback is called, with what tfjs tells it', () => {
  const hooks = namesIn('base_callbacks', 'CustomCallbackArgs');
  test('and none is forgotten', () => {
    const ours: Required<{ [Hook in keyof FitCallback]: true }> = {
      onTrainBegin: true,
      onTrainEnd: true,
      onEpochBegin: true,
      onEpochEnd: true,
      onBatchBegin: true,
      onBatchEnd: true,
      onYield: true,
      nowFunc: true,
      nextFrameFunc: true,
    };
    expect(hooks.length).toBeGreaterThan(5);
    expect(Object.keys(ours).sort()).toEqual([...hooks].sort());
  });

  const listener = () => {
    const said: unknown[] = [];
    const note =
      (hook: string) =>
      (...told: unknown[]) =>
        void said.push([hook, ...(JSON.parse(JSON.stringify(told)) as unknown[])]);
    const heard = Object.fromEntries(
      hooks.filter((hook) => hook.startsWith('on')).map((hook) => [hook, note(hook)]),
    );
    const frames = note('frame');
    const nextFrameFunc = async () => frames();
    return { said, callbacks: { ...heard, nowFunc: clock(), nextFrameFunc } };
  };

  /** Numbers to four digits: engines round differently. */
  const rounded = (said: unknown[]) =>
    JSON.parse(JSON.stringify(said), (_, value) =>
      typeof value === 'number' ? Number(value.toFixed(4)) : value,
    );

  test.each([0, 1, 2, 5, 1000, 'auto', 'epoch', 'batch', 'never'] as const)(
    'yielding every %s',
    async (yieldEvery) => {
      const [ours, theirs] = [listener(), listener()];
      const settings = { ...base, validationSplit: 0.2, yieldEvery };
      const silent = typeof yieldEvery === 'string' && yieldEvery !== 'auto';
      if (silent) {
        await expect(fit(net(), x, y, { ...settings, callbacks: ours.callbacks })).rejects.toThrow(
          `with yieldEvery '${yieldEvery}' never.`,
        );
        for (const { callbacks } of [ours, theirs]) delete (callbacks as FitCallback).onYield;
      }
      await fit(net(), x, y, { ...settings, callbacks: ours.callbacks });
      await net().fit(x, y, { ...settings, verbose: 0, callbacks: theirs.callbacks });
      expect(rounded(ours.said)).toEqual(rounded(theirs.said));
    },
  );

  test("tfjs's own callbacks are told of the training", async () => {
    const told: unknown[] = [];
    class Told extends tfl.Callback {
      override setParams(params: Record<string, unknown>) {
        told.push(params);
      }
    }
    const settings = { ...base, validationSplit: 0.2, initialEpoch: 1 };
    const model = net();
    const [ours, theirs] = [new Told(), new Told()];
    await fit(model, x, y, { ...settings, verbose: 0, callbacks: ours as never });
    await net().fit(x, y, { ...settings, verbose: 0, callbacks: theirs });
    expect(told[0]).toEqual(told[1]);
    expect((ours as unknown as { model: unknown }).model).toBe(
      (model as unknown as { model: unknown }).model,
    );
  });

  test('other work of the event loop runs while a model trains, on every engine', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await fit(net(), x, y, { ...base, epochs: 200, yieldEvery: 5 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });
});
