import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import { fit } from './fit.ts';
import type { FitOptions } from './options.ts';

tf.enableProdMode();

const rows = 50;
const x = () => tf.tensor2d(numbers(rows * 6, 3), [rows, 6]);
const classes = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 3);
const oneHot = () =>
  tf.tensor2d(
    Float32Array.from({ length: rows * 3 }, (_, i) => Number(classes[Math.floor(i / 3)] === i % 3)),
    [rows, 3],
  );
const normal = (seed: number) => tfl.initializers.glorotUniform({ seed });

type Compile = tfl.ModelCompileArgs;

function classifier(args: Partial<Compile> = {}) {
  const model = tfl.sequential({
    layers: [
      tfl.layers.dense({
        units: 8,
        activation: 'tanh',
        inputShape: [6],
        kernelInitializer: normal(1),
        kernelRegularizer: tfl.regularizers.l2({ l2: 0.01 }),
      }),
      tfl.layers.batchNormalization(),
      tfl.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: normal(2) }),
    ],
  });
  model.compile({
    optimizer: tf.train.adam(0.02),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    ...args,
  });
  return model;
}

/** Two inputs, two outputs, functions for a loss and a metric. */
function twoHeaded() {
  const [a, b] = [tfl.input({ shape: [6], name: 'a' }), tfl.input({ shape: [2], name: 'b' })];
  const joined = tfl.layers.concatenate().apply([a, b]) as tfl.SymbolicTensor;
  const dense = (units: number, name: string, seed: number) =>
    tfl.layers.dense({ units, name, kernelInitializer: normal(seed) }).apply(joined) as tfl.SymbolicTensor;
  const model = tfl.model({ inputs: [a, b], outputs: [dense(3, 'c', 1), dense(1, 'd', 2)] });
  const squared = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yTrue, yPred)), -1);
  const huge = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mul(10, tf.abs(tf.sub(yTrue, yPred)));
  model.compile({ optimizer: tf.train.sgd(0.01), loss: [squared, huge], metrics: ['mae'] });
  return model;
}

const weightsOf = (model: tfl.LayersModel) => model.getWeights().flatMap((w) => [...w.dataSync()]);

function expectNear(got: readonly number[], wanted: readonly number[], digits = 4) {
  expect(got.length).toBe(wanted.length);
  for (const [i, value] of got.entries()) expect(value).toBeCloseTo(wanted[i]!, digits);
}

function expectSameHistory(got: Record<string, number[]>, wanted: Record<string, unknown>) {
  expect(Object.keys(got)).toEqual(Object.keys(wanted));
  for (const name of Object.keys(got)) expectNear(got[name]!, wanted[name] as number[], 3);
}

describe('fit does what model.fit does', () => {
  const losses: [string, Partial<Compile>][] = [
    ['names', {}],
    ['a function, without metrics', { loss: (t, p) => tf.losses.meanSquaredError(t, p), metrics: [] }],
    [
      'a metric that is a function',
      { metrics: [(t: tf.Tensor, p: tf.Tensor) => tf.max(tf.abs(tf.sub(t, p)))] as never },
    ],
    ['other names', { loss: 'meanSquaredError', metrics: ['mse', 'accuracy'], optimizer: 'sgd' }],
  ];
  test.each(losses)('%s', async (_, args) => {
    const settings = { epochs: 3, batchSize: 16, shuffle: false, validationSplit: 0.2 };
    const [ours, theirs] = [classifier(args), classifier(args)];
    const got = await fit(ours, x(), oneHot(), { ...settings, stepsPerCall: 2 });
    const wanted = await theirs.fit(x(), oneHot(), { ...settings, verbose: 0 });
    expect(got.epoch).toEqual(wanted.epoch);
    expectSameHistory(got.history, wanted.history);
    expectNear(weightsOf(ours), weightsOf(theirs));
  });

  test("on tfjs's own engine too", async () => {
    const settings = {
      epochs: 2,
      batchSize: 16,
      shuffle: false,
      validationData: [x(), oneHot()] as [tf.Tensor, tf.Tensor],
    };
    const [ours, theirs] = [classifier(), classifier()];
    const got = await fit(ours, x(), oneHot(), { ...settings, engine: 'tfjs' });
    const wanted = await theirs.fit(x(), oneHot(), { ...settings, verbose: 0 });
    expectSameHistory(got.history, wanted.history);
    expectNear(weightsOf(ours), weightsOf(theirs), 6);
  });

  test('several inputs and outputs, by order or by name', async () => {
    const second = () => tf.tensor2d(numbers(rows * 2, 9), [rows, 2]);
    const target = () => tf.tensor2d(numbers(rows, 5), [rows, 1]);
    const settings = { epochs: 2, batchSize: 20, shuffle: false };
    const models = [twoHeaded(), twoHeaded(), twoHeaded()] as const;
    const byOrder = await fit(models[0], [x(), second()], [oneHot(), target()], settings);
    await fit(models[1], { b: second(), a: x() }, { d: target(), c: oneHot() }, settings);
    const wanted = await models[2].fit([x(), second()], [oneHot(), target()], { ...settings, verbose: 0 });
    expectSameHistory(byOrder.history, wanted.history);
    expectNear(weightsOf(models[0]), weightsOf(models[2]));
    expect(weightsOf(models[1])).toEqual(weightsOf(models[0]));
  });
});

test('arrays and tables are taken as well as tensors: bytes are scaled in the graph', async () => {
  const bytes = Uint8Array.from(numbers(rows * 6, 3), (value) => (value + 2) * 63);
  const scaled = tf.tensor2d(
    Float32Array.from(bytes, (byte) => byte / 255),
    [rows, 6],
  );
  const [first, second] = [classifier(), classifier()];
  const labels = oneHot().dataSync() as Float32Array;
  await fit(first, { data: bytes, rowShape: [6], scale: 1 / 255 }, labels, { shuffle: false });
  await fit(second, scaled, oneHot(), { shuffle: false });
  expectNear(weightsOf(first), weightsOf(second), 5);
});

describe('the order of the rows', () => {
  const trained = async (options: FitOptions) => {
    const model = classifier();
    await fit(model, x(), oneHot(), { epochs: 3, threads: 1, ...options });
    return weightsOf(model);
  };
  test('is the same for the same seed, to the bit, whatever the steps of a call', async () => {
    const first = await trained({ seed: 5 });
    expect(await trained({ seed: 5, stepsPerCall: 1 })).toEqual(first);
    expect(await trained({ seed: 6 })).not.toEqual(first);
  });
});

describe('callbacks', () => {
  test('hear all that tfjs tells, in its order', async () => {
    const logbook = () => {
      const said: unknown[] = [];
      const note = (...what: unknown[]) => void said.push(JSON.parse(JSON.stringify(what)));
      return {
        said,
        callbacks: {
          onTrainBegin: () => note('train'),
          onTrainEnd: () => note('trained'),
          onEpochBegin: (epoch: number) => note('epoch', epoch),
          onBatchEnd: (batch: number, logs?: tfl.Logs) =>
            note(batch, Object.keys(logs!), logs!.batch, logs!.size),
          onEpochEnd: (epoch: number, logs?: tfl.Logs) => note(epoch, Object.keys(logs!)),
        },
      };
    };
    const [ours, theirs] = [logbook(), logbook()];
    const settings = { epochs: 2, batchSize: 20, validationSplit: 0.1 };
    await fit(classifier(), x(), oneHot(), { ...settings, callbacks: ours.callbacks });
    await classifier().fit(x(), oneHot(), { ...settings, verbose: 0, callbacks: theirs.callbacks });
    expect(ours.said).toEqual(theirs.said);
    expect(ours.said).toContainEqual([2, ['batch', 'size', 'loss', 'acc'], 2, 5]);
  });

  test('stop training, as tfjs does, and see the weights of their epoch', async () => {
    const seen: number[] = [];
    const model = classifier();
    const { epoch } = await fit(model, x(), oneHot(), {
      epochs: 10,
      callbacks: {
        onEpochEnd(at) {
          seen.push(weightsOf(model)[0]!);
          model.stopTraining = at === 2;
        },
      },
    });
    expect(epoch).toEqual([0, 1, 2]);
    expect(new Set(seen).size).toBe(3);
    expect(weightsOf(model)[0]).toBe(seen[2]);
  });

  test('stop it inside an epoch', async () => {
    const model = classifier();
    const batches: number[] = [];
    const { epoch, history } = await fit(model, x(), oneHot(), {
      epochs: 10,
      batchSize: 10,
      validationSplit: 0.2,
      callbacks: {
        onBatchEnd(batch) {
          batches.push(batch);
          model.stopTraining = batch === 1;
        },
      },
    });
    expect({ batches, epoch, names: Object.keys(history) }).toEqual({
      batches: [0, 1],
      epoch: [0],
      names: ['loss', 'acc'],
    });
  });

  test("tfjs's own are called too, and cost no call a batch", async () => {
    const callbacks = tfl.callbacks.earlyStopping({ monitor: 'loss', patience: 1, minDelta: 1e9 });
    const { epoch } = await fit(classifier(), x(), oneHot(), { epochs: 10, callbacks: callbacks as never });
    expect(epoch).toEqual([0, 1]);
  });

  test('may change weights and the learning rate', async () => {
    const run = async (train: 'ours' | 'theirs') => {
      const model = classifier({ optimizer: tf.train.sgd(0.1) });
      const callbacks = {
        onEpochEnd(epoch: number) {
          if (epoch === 0) (model.optimizer as tf.SGDOptimizer).setLearningRate(0.5);
          if (epoch === 1) model.setWeights(model.getWeights().map((w) => tf.mul(w, 0.5)));
        },
      };
      const settings = { epochs: 3, shuffle: false, callbacks };
      if (train === 'ours') await fit(model, x(), oneHot(), settings);
      else await model.fit(x(), oneHot(), { ...settings, verbose: 0 });
      return weightsOf(model);
    };
    expectNear(await run('ours'), await run('theirs'));
  });
});

describe('bad input', () => {
  test('a model that is not compiled', async () => {
    const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [6] })], name: 'bare' });
    await expect(fit(model, x(), oneHot())).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: "model 'bare' is not compiled. Call model.compile({ optimizer, loss }) first.",
    });
  });

  test('rows that do not fit', async () => {
    const model = classifier();
    await expect(fit(model, tf.zeros([rows, 5]), oneHot())).rejects.toThrow(
      /_input' wants rows of shape \[6\], and has rows of \[5\]\.$/,
    );
    await expect(fit(model, x(), tf.zeros([rows - 1, 3]))).rejects.toThrow(
      "has 49 rows; it must have 50, as 'x'.",
    );
    await expect(fit(model, x(), new Float32Array(7))).rejects.toThrow(
      'has 7 numbers, and wants 50 rows of shape [3].',
    );
    await expect(fit(twoHeaded(), x(), oneHot())).rejects.toThrow('1 given for 2 (a, b).');
    await expect(fit(model, x(), oneHot(), { batchSize: 0 })).rejects.toThrow('batchSize is 0.');
    await expect(fit(model, x(), oneHot(), { validationSplit: 0.999 })).rejects.toThrow(
      'leaves 0 to train on',
    );
  });

  test('a loss that is not finite stops training, and the model keeps the weights from before', async () => {
    const good = classifier();
    const bad = classifier();
    const values = numbers(rows * 6, 3);
    values[41 * 6] = Number.NaN;
    await fit(
      good,
      values.slice(0, 40 * 6),
      oneHot()
        .dataSync()
        .slice(0, 40 * 3) as Float32Array,
      {
        batchSize: 10,
        shuffle: false,
      },
    );
    const training = fit(bad, values, oneHot(), { batchSize: 10, shuffle: false, stepsPerCall: 4 });
    await expect(training).rejects.toMatchObject({
      code: 'NOT_FINITE',
      message: expect.stringMatching(
        /^training stopped in epoch 0, batch 4: 'loss' is NaN; the state is as it was before this step\./,
      ),
    });
    expect(weightsOf(bad)).toEqual(weightsOf(good));
    expect((bad as unknown as { isTraining: boolean }).isTraining).toBe(false);
  });
});

test('fits that overlap in time give what they give alone', async () => {
  const wait = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
  const callbacks = [{ onEpochEnd: wait }, { onBatchEnd: wait }, { onBatchBegin: wait }, {}];
  const train = async (own: (typeof callbacks)[number]) => {
    const model = classifier();
    await fit(model, x(), oneHot(), { epochs: 3, batchSize: 16, threads: 1, callbacks: own });
    return weightsOf(model);
  };
  const alone: number[][] = [];
  for (const own of callbacks) alone.push(await train(own));
  expect(await Promise.all(callbacks.map(train))).toEqual(alone);
});

test("the optimizer has counted the steps of all epochs, as tfjs's has", async () => {
  const [ours, theirs] = [classifier(), classifier()];
  const settings = { epochs: 3, batchSize: 16, validationSplit: 0.2 };
  for (let again = 0; again < 2; again++) {
    await fit(ours, x(), oneHot(), settings);
    await theirs.fit(x(), oneHot(), { ...settings, verbose: 0 });
    expect(ours.optimizer.iterations).toBe(theirs.optimizer.iterations);
  }
  expect(ours.optimizer.iterations).toBe(18);
});

test('leaves no tensor behind', async () => {
  const model = classifier();
  const [a, b] = [x(), oneHot()];
  const options = { epochs: 1, batchSize: 16, validationSplit: 0.1 };
  await fit(model, a, b, options);
  const before = tf.memory().numTensors;
  await fit(model, a, b, options);
  expect(tf.memory().numTensors).toBe(before);
});
