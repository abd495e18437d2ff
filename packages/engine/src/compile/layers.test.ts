import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { weigh } from '../testing/check-gradients.ts';
import { activations, forwardOnly, noisy, others, refused, several, single } from '../testing/layer-cases.ts';
import { eager, expectSame } from '../testing/reference.ts';
import { compile } from './compile.ts';

const L = tfl.layers;

/** What the model gives, and the gradients of its inputs and weights. */
function outputsOf(model: tfl.LayersModel, training: boolean) {
  return (given: Record<string, tf.Tensor>) => {
    const inputs = Object.values(given);
    const apply = (...values: tf.Tensor[]) =>
      model.apply(values.length === 1 ? values[0]! : values, { training }) as tf.Tensor;
    const loss = (...values: tf.Tensor[]) => tf.mean(weigh(apply(...values)));
    const grads = tf.grads(loss)(inputs);
    const weights = model.trainableWeights.length;
    return {
      y: apply(...inputs),
      ...Object.fromEntries(grads.map((grad, i) => [`dx${i}`, grad])),
      ...(weights > 0 ? tf.variableGrads(() => loss(...inputs) as tf.Scalar).grads : {}),
    };
  };
}

describe('layers of tfjs, their gradients and those of their weights equal the reference', () => {
  test.each(single)('%s', async (_, layer, shape) => {
    const model = tfl.sequential();
    model.add(L.inputLayer({ inputShape: shape }));
    model.add(layer());
    await expectSame(outputsOf(model, true), { x: [3, ...shape] }, 3e-5);
    await expectSame(({ x }) => ({ y: model.predict(x!) as tf.Tensor }), { x: [3, ...shape] }, 3e-5);
  });

  const sequences = single.filter(([name]) => /rnn|lstm|gru|bidirectional|timeDistributed/i.test(name));
  test.each(sequences)('%s over one step', async (_, layer, [, ...shape]) => {
    const model = tfl.sequential();
    model.add(L.inputLayer({ inputShape: [1, ...shape] }));
    model.add(layer());
    await expectSame(outputsOf(model, true), { x: [3, 1, ...shape] }, 3e-5);
  });

  test.each(activations)('activation %s', async (activation) => {
    const model = tfl.sequential();
    model.add(L.activation({ activation, inputShape: [5] }));
    await expectSame(outputsOf(model, true), { x: [3, 5] });
  });

  test.each(several)('%s of two', async (_, layer) => {
    const inputs = [0, 1].map(() => tfl.input({ shape: [4] }));
    const model = tfl.model({ inputs, outputs: layer().apply(inputs) as tfl.SymbolicTensor });
    await expectSame(outputsOf(model, true), { a: [3, 4], b: [3, 4] });
  });

  test.each(forwardOnly)('%s, forward: tfjs has no gradient of it', async (_, layer, shape) => {
    const model = tfl.sequential();
    model.add(L.inputLayer({ inputShape: shape }));
    model.add(layer());
    await expectSame(({ x }) => ({ y: model.predict(x!) as tf.Tensor }), { x: [3, ...shape] });
  });

  test('embedding', async () => {
    const model = tfl.sequential();
    model.add(L.embedding({ inputDim: 5, outputDim: 3, inputLength: 4 }));
    const fn = ({ x }: Record<string, tf.Tensor>) => {
      const words = tf.floor(tf.abs(x!));
      const loss = () => tf.mean(weigh(model.apply(words) as tf.Tensor)) as tf.Scalar;
      return { y: model.apply(words) as tf.Tensor, ...tf.variableGrads(loss).grads };
    };
    await expectSame(fn, { x: { shape: [2, 4], values: Float32Array.of(0, 1, 2, 4, 4, 3, 0, 4) } });
  });
});

describe('layers that draw random numbers vary in training and are still otherwise', () => {
  test.each(noisy)('%s', async (name, make) => {
    const shape = name.startsWith('spatial') ? [3, 5, 8] : [3, 40];
    const layer = make();
    const training = await compile(({ x }) => ({ y: layer.apply(x!, { training: true }) as tf.Tensor }), {
      inputs: { x: { shape } },
      seed: 3,
    });
    const x = new Float32Array(120).fill(1);
    const [first, second] = [await training.run({ x }), await training.run({ x })];
    expect(first.y!.data).not.toEqual(x);
    expect(second.y!.data).not.toEqual(first.y!.data);
    await expectSame(({ x }) => ({ y: layer.apply(x!) as tf.Tensor }), { x: shape });
  });
});

test.skipIf(eager).each(refused)(
  '%s is refused by the name of kernel and layer, with the way out',
  async (_, make, shape, kernel) => {
    const layer = make();
    const fn = ({ x }: Record<string, tf.Tensor>) => ({ y: layer.apply(x!) as tf.Tensor });
    await expect(compile(fn, { inputs: { x: { shape: [2, ...shape] } } })).rejects.toThrow(
      `kernel '${kernel}', asked for by layer '${layer.name}', is not covered by the traced engines. Use the engine 'tfjs'`,
    );
  },
);

test('no layer of tfjs is left out above', () => {
  const alike: Record<string, string> = {
    avgPool: 'averagePooling',
    avgPooling: 'averagePooling',
    maxPool: 'maxPooling',
  };
  const usual = (name: string) =>
    name
      .replace(/^(avgPooling|avgPool|maxPool)(?=\dd)/, (short) => alike[short]!)
      .replace('globalMaxPool2d', 'globalMaxPooling2d')
      .replace('globalMaxPool1d', 'globalMaxPooling1d');
  const tried = [...single, ...forwardOnly, ...several, ...noisy, ...refused].map(
    ([name]) => name.split(' ')[0]!,
  );
  const known = new Set([...tried, ...others, 'activation', 'embedding']);
  expect(
    Object.keys(tfl.layers)
      .map(usual)
      .filter((name) => !known.has(name)),
  ).toEqual([]);
});

test('batch normalisation keeps its moving averages as state', async () => {
  const averages = async (engine?: 'tfjs') => {
    const model = tfl.sequential();
    model.add(L.batchNormalization({ inputShape: [3], momentum: 0.8 }));
    const compiled = await compile(({ x }) => ({ y: model.apply(x!, { training: true }) as tf.Tensor }), {
      inputs: { x: { shape: [4, 3] } },
      ...(engine ? { engine } : {}),
    });
    for (const by of [1, 2, 3])
      await compiled.run({ x: Float32Array.from({ length: 12 }, (_, i) => i * by) });
    return model.getWeights().map((weight) => Array.from(weight.dataSync()));
  };
  const [got, wanted] = [await averages(), await averages('tfjs')];
  expect(wanted[2]![0]).toBeGreaterThan(1);
  for (const [i, values] of wanted.entries()) {
    for (const [j, value] of values.entries()) expect(got[i]![j]).toBeCloseTo(value, 4);
  }
});
