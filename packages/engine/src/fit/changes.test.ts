import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import { fit } from './fit.ts';

tf.enableProdMode();

const rows = 14;
const epochs = 3;
const batches = 3;
const x = tf.tensor2d(numbers(rows * 5, 3), [rows, 5]);
const y = tf.tensor2d(numbers(rows * 2, 4), [rows, 2]);
const settings = { epochs, batchSize: 5, shuffle: false, validationSplit: 0.1 };

const optimizers = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.05, 0.9),
  adam: () => tf.train.adam(0.02),
} as const;
type OptimizerName = keyof typeof optimizers;

interface Net {
  readonly model: tfl.LayersModel;
  readonly optimizer: OptimizerName;
}

function net(kind: 'sequential' | 'functional', optimizer: OptimizerName): Net {
  const init = (seed: number) => ({ kernelInitializer: tfl.initializers.glorotUniform({ seed }) });
  const layers = [
    tfl.layers.dense({ units: 4, inputShape: [5], ...init(1) }),
    tfl.layers.leakyReLU({ alpha: 0.1 }),
    tfl.layers.dense({ units: 2, ...init(2) }),
  ];
  const input = tfl.input({ shape: [5] });
  const model =
    kind === 'sequential'
      ? tfl.sequential({ layers })
      : tfl.model({
          inputs: input,
          outputs: layers.reduce(
            (value, layer) => layer.apply(value) as tfl.SymbolicTensor,
            input as tfl.SymbolicTensor,
          ),
        });
  model.compile({ optimizer: optimizers[optimizer](), loss: 'meanSquaredError', metrics: ['mae'] });
  return { model, optimizer };
}

type Change = (net: Net, by: number) => void | Promise<void>;
/** What people do to a model while it trains. */
const changes: Readonly<Record<string, Change>> = {
  'sets the learning rate': ({ model, optimizer }, by) => {
    const rate = 0.02 * (by + 1);
    if (optimizer === 'adam') (model.optimizer as unknown as { learningRate: number }).learningRate = rate;
    else (model.optimizer as tf.SGDOptimizer).setLearningRate(rate);
  },
  'sets weights': ({ model }, by) =>
    tf.tidy(() => model.setWeights(model.getWeights().map((w) => tf.mul(w, 0.5 + by / 10)))),
  'assigns one weight': ({ model }) => {
    const [kernel] = model.getWeights() as tf.Variable[];
    kernel!.assign(tf.tidy(() => tf.sub(kernel!, 0.01)));
  },
  'freezes or thaws a layer': ({ model }, by) => {
    model.layers.at(-1)!.trainable = by % 2 === 0;
  },
  'compiles with another optimizer': ({ model }, by) =>
    model.compile({ optimizer: tf.train.sgd(0.01 * (by + 1)), loss: 'meanSquaredError', metrics: ['mae'] }),
  'compiles with another loss': ({ model }) =>
    model.compile({ optimizer: model.optimizer, loss: 'meanAbsoluteError', metrics: ['mae'] }),
  'changes a number of a layer': ({ model }, by) => {
    const leaky = model.layers.find((layer) => layer.getClassName() === 'LeakyReLU');
    (leaky as unknown as { alpha: number }).alpha = by / 10;
  },
  'gives the optimizer its state anew': async ({ model, optimizer }) => {
    if (optimizer !== 'sgd') await model.optimizer.setWeights(await model.optimizer.getWeights());
  },
};

const hooks = ['onTrainBegin', 'onEpochBegin', 'onBatchBegin', 'onBatchEnd', 'onEpochEnd'] as const;

interface Event {
  readonly hook: (typeof hooks)[number];
  /** How often the hook was called before. */
  readonly call: number;
  readonly change: string;
  readonly by: number;
}

/** Trains a net that is changed by callbacks, and tells all that they see of it. */
async function trained(of: Net, events: readonly Event[], train: 'ours' | 'theirs') {
  const seen: number[] = [];
  const calls = new Map<string, number>();
  const heard = async (hook: string) => {
    const call = calls.get(hook) ?? 0;
    calls.set(hook, call + 1);
    seen.push(of.model.getWeights()[0]!.dataSync()[0]!, of.model.optimizer.iterations);
    for (const event of events) {
      if (event.hook === hook && event.call === call) await changes[event.change]!(of, event.by);
    }
  };
  const used = new Set(events.map(({ hook }) => hook));
  const callbacks = Object.fromEntries([...used].map((hook) => [hook, () => heard(hook)]));
  const { history } =
    train === 'ours'
      ? await fit(of.model, x, y, { ...settings, callbacks })
      : await of.model.fit(x, y, { ...settings, callbacks, verbose: 0 });
  const weights = of.model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  return { names: Object.keys(history), values: [...Object.values(history).flat(), ...seen, ...weights] };
}

async function expectSame(
  kind: 'sequential' | 'functional',
  optimizer: OptimizerName,
  events: readonly Event[],
) {
  const got = await trained(net(kind, optimizer), events, 'ours');
  const wanted = await trained(net(kind, optimizer), events, 'theirs');
  expect(got.names).toEqual(wanted.names);
  expect(got.values.length).toBe(wanted.values.length);
  for (const [i, value] of wanted.values.entries()) expect(got.values[i]).toBeCloseTo(value as number, 4);
}

const inEach = (['onBatchBegin', 'onBatchEnd', 'onEpochEnd'] as const).flatMap((hook) =>
  Object.keys(changes).map((change) => [hook, change] as const),
);

describe('what a callback changes counts as in tfjs', () => {
  test.each(inEach)('%s %s', async (hook, change) => {
    await expectSame('functional', 'momentum', [{ hook, call: 1, change, by: 2 }]);
  });

  const event = fc.record({
    hook: fc.constantFrom(...hooks),
    call: fc.nat({ max: epochs * batches - 1 }),
    change: fc.constantFrom(...Object.keys(changes)),
    by: fc.nat({ max: 5 }),
  });
  test('many changes at any time', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('sequential' as const, 'functional' as const),
        fc.constantFrom(...(Object.keys(optimizers) as OptimizerName[])),
        fc.array(event, { minLength: 1, maxLength: 5 }),
        expectSame,
      ),
      { numRuns: 8 },
    ));
});
