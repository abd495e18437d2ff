import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import { fit } from './fit.ts';
import { predict } from './predictor.ts';

tf.enableProdMode();

const x = tf.tensor2d(numbers(12 * 5, 3), [12, 5]);
const y = tf.tensor2d(numbers(12 * 3, 4), [12, 3]);
const settings = { epochs: 3, batchSize: 5, shuffle: false } as const;

function net(seed: number) {
  const kernelInitializer = tfl.initializers.glorotUniform({ seed });
  const model = tfl.sequential({
    layers: [tfl.layers.dense({ units: 3, inputShape: [5], kernelInitializer })],
  });
  model.compile({ optimizer: tf.train.momentum(0.05, 0.9), loss: 'meanSquaredError' });
  return model;
}

const valuesOf = (model: tfl.LayersModel) => model.getWeights().flatMap((w) => [...w.dataSync()]);

interface Way {
  train(model: tfl.LayersModel, callbacks?: { onEpochEnd(): void }): Promise<number[]>;
  answer(model: tfl.LayersModel): Promise<number[]>;
}
const ours: Way = {
  train: async (model, callbacks) =>
    (await fit(model, x, y, { ...settings, ...(callbacks && { callbacks }) })).history.loss!,
  answer: async (model) => [...((await predict(model, x)) as tf.Tensor).dataSync()],
};
const theirs: Way = {
  train: async (model, callbacks) =>
    (await model.fit(x, y, { ...settings, verbose: 0, ...(callbacks && { callbacks }) })).history
      .loss as number[],
  answer: async (model) => [...(model.predict(x) as tf.Tensor).dataSync()],
};

const cases: Record<string, (way: Way) => Promise<number[]>> = {
  'a copy of a net, and the net, trained one after the other': async ({ train, answer }) => {
    const [a, b] = [net(1), net(2)];
    b.setWeights(a.getWeights());
    return [
      await train(a),
      await answer(b),
      await train(b),
      await answer(a),
      valuesOf(a),
      valuesOf(b),
    ].flat();
  },
  'a target net that is copied after each epoch': async ({ train, answer }) => {
    const [a, target] = [net(1), net(2)];
    const losses = await train(a, { onEpochEnd: () => target.setWeights(a.getWeights()) });
    return [losses, await answer(target), await train(target), valuesOf(a)].flat();
  },
  'a net that takes its average, of which snapshots are kept': async ({ train, answer }) => {
    const [a, mean] = [net(1), net(1)];
    const snapshots: tf.Tensor[][] = [];
    const losses = await train(a, {
      onEpochEnd: () => {
        snapshots.push(a.getWeights().map((weight) => weight.clone()));
        const old = mean.getWeights();
        mean.setWeights(a.getWeights().map((weight, i) => tf.add(tf.mul(weight, 0.5), tf.mul(old[i]!, 0.5))));
        a.setWeights(mean.getWeights());
      },
    });
    const first = snapshots[0]!.flatMap((weight) => [...weight.dataSync()]);
    a.setWeights(snapshots[1]!);
    return [losses, first, await train(a), valuesOf(mean), await answer(mean), await answer(a)].flat();
  },
  'a net whose momenta are its weights': async ({ train }) => {
    const a = net(1);
    await train(a);
    await a.optimizer.setWeights(await a.optimizer.getWeights());
    a.setWeights(a.getWeights());
    return [await train(a), valuesOf(a)].flat();
  },
};

test.each(Object.keys(cases))('%s', async (name) => {
  const [got, wanted] = [await cases[name]!(ours), await cases[name]!(theirs)];
  expect(got.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) expect(got[i]).toBeCloseTo(value, 4);
});
