import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { weigh } from '../testing/check-gradients.ts';
import { expectSame } from '../testing/reference.ts';
import { compile } from './compile.ts';

const L = tfl.layers;
/** The usual one, orthogonal, calls methods of tensors that tfjs-core alone does not have. */
const recurrentInitializer = 'glorotNormal';
type Layer = tfl.layers.Layer;
type Case = [name: string, layer: () => Layer, input: number[]];

/** The shape is one example's; batches have three. */
const single: Case[] = [
  ['dense', () => L.dense({ units: 3 }), [4]],
  ['dense, of rows', () => L.dense({ units: 3 }), [2, 4]],
  ['elu', () => L.elu({ alpha: 1 }), [4]],
  ['leakyReLU', () => L.leakyReLU({ alpha: 0.2 }), [4]],
  ['prelu', () => L.prelu({ alphaInitializer: 'glorotNormal' }), [4, 2]],
  ['prelu, shared', () => L.prelu({ sharedAxes: [1], alphaInitializer: 'glorotNormal' }), [4, 2]],
  ['reLU', () => L.reLU(), [4]],
  ['reLU, cut', () => L.reLU({ maxValue: 1 }), [4]],
  ['softmax', () => L.softmax(), [4]],
  ['flatten', () => L.flatten(), [2, 3]],
  ['reshape', () => L.reshape({ targetShape: [3, 2] }), [6]],
  ['permute', () => L.permute({ dims: [2, 1] }), [2, 3]],
  ['repeatVector', () => L.repeatVector({ n: 3 }), [4]],
  ['conv1d', () => L.conv1d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }), [7, 2]],
  ['conv2d', () => L.conv2d({ filters: 3, kernelSize: 3, activation: 'relu' }), [5, 5, 2]],
  [
    'conv2dTranspose',
    () => L.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
    [3, 3, 2],
  ],
  [
    'separableConv2d',
    () => L.separableConv2d({ filters: 3, kernelSize: 3, depthMultiplier: 2, padding: 'same' }),
    [5, 4, 2],
  ],
  ['depthwiseConv2d', () => L.depthwiseConv2d({ kernelSize: 3, strides: 2, depthMultiplier: 2 }), [5, 5, 2]],
  [
    'cropping2D',
    () =>
      L.cropping2D({
        cropping: [
          [1, 0],
          [1, 1],
        ],
      }),
    [4, 5, 2],
  ],
  ['upSampling2d', () => L.upSampling2d({ size: [2, 2] }), [3, 3, 2]],
  [
    'upSampling2d, bilinear',
    () => L.upSampling2d({ size: [2, 2], interpolation: 'bilinear' } as never),
    [3, 3, 2],
  ],
  [
    'zeroPadding2d',
    () =>
      L.zeroPadding2d({
        padding: [
          [1, 0],
          [2, 1],
        ],
      }),
    [3, 3, 2],
  ],
  ['maxPooling1d', () => L.maxPooling1d({ poolSize: 3, strides: 2, padding: 'same' }), [7, 2]],
  ['averagePooling1d', () => L.averagePooling1d({ poolSize: 3, strides: 1 }), [7, 2]],
  ['maxPooling2d', () => L.maxPooling2d({ poolSize: [3, 3], strides: [2, 2], padding: 'same' }), [6, 5, 2]],
  ['averagePooling2d', () => L.averagePooling2d({ poolSize: [2, 2], padding: 'same' }), [5, 5, 2]],
  ['globalMaxPooling1d', () => L.globalMaxPooling1d(), [5, 2]],
  ['globalAveragePooling1d', () => L.globalAveragePooling1d({}), [5, 2]],
  ['globalMaxPooling2d', () => L.globalMaxPooling2d({}), [3, 4, 2]],
  ['globalAveragePooling2d', () => L.globalAveragePooling2d({}), [3, 4, 2]],
  ['batchNormalization', () => L.batchNormalization(), [3, 3, 2]],
  ['batchNormalization, flat', () => L.batchNormalization(), [4]],
  ['layerNormalization', () => L.layerNormalization(), [4]],
  ['layerNormalization of pictures', () => L.layerNormalization({ axis: [1, 2, 3] }), [3, 3, 2]],
  ['timeDistributed', () => L.timeDistributed({ layer: L.dense({ units: 2 }) }), [3, 4]],
  ['simpleRNN', () => L.simpleRNN({ units: 3, recurrentInitializer }), [4, 2]],
  ['lstm', () => L.lstm({ units: 3, returnSequences: true, recurrentInitializer }), [3, 2]],
  ['gru', () => L.gru({ units: 3, recurrentInitializer }), [3, 2]],
  [
    'rnn',
    () =>
      L.rnn({
        cell: [
          L.gruCell({ units: 3, recurrentInitializer }),
          L.lstmCell({ units: 2, recurrentInitializer }),
        ] as never,
      }),
    [3, 2],
  ],
  [
    'bidirectional',
    () =>
      L.bidirectional({ layer: L.lstm({ units: 2, recurrentInitializer }) as never, mergeMode: 'concat' }),
    [3, 2],
  ],
  [
    'convLstm2d',
    () => L.convLstm2d({ filters: 2, kernelSize: 3, padding: 'same', recurrentInitializer }),
    [2, 4, 4, 1],
  ],
  ['rescaling', () => L.rescaling({ scale: 0.5, offset: 1 }), [4]],
];

const activations = [
  ...['elu', 'hardSigmoid', 'linear', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax', 'softplus'],
  ...['softsign', 'tanh', 'swish', 'mish', 'gelu', 'gelu_new'],
] as const;

const several: [name: string, layer: () => Layer][] = [
  ['add', () => L.add()],
  ['multiply', () => L.multiply()],
  ['average', () => L.average()],
  ['maximum', () => L.maximum()],
  ['minimum', () => L.minimum()],
  ['concatenate', () => L.concatenate()],
  ['dot', () => L.dot({ axes: 1 })],
];

const dilated = { kernelSize: 3, dilationRate: 2, padding: 'same' } as const;
const forwardOnly: Case[] = [
  ['conv1d with dilation', () => L.conv1d({ filters: 2, ...dilated }), [6, 2]],
  ['conv2d with dilation', () => L.conv2d({ filters: 2, ...dilated }), [6, 6, 2]],
  ['depthwiseConv2d with dilation', () => L.depthwiseConv2d({ ...dilated, dilationRate: [2, 2] }), [6, 6, 2]],
  ['thresholdedReLU', () => L.thresholdedReLU({ theta: 0.5 }), [4]],
  ['masking', () => L.masking({ maskValue: 0 }), [3, 2]],
  ['batchNormalization of another axis', () => L.batchNormalization({ axis: 1 }), [3, 2]],
];

const noisy: [string, () => Layer][] = [
  ['dropout', () => L.dropout({ rate: 0.5 })],
  ['dropout of whole columns', () => L.dropout({ rate: 0.5, noiseShape: [3, 1] })],
  ['spatialDropout1d', () => L.spatialDropout1d({ rate: 0.5 })],
  ['alphaDropout', () => L.alphaDropout({ rate: 0.5 })],
  ['gaussianNoise', () => L.gaussianNoise({ stddev: 0.5 })],
  ['gaussianDropout', () => L.gaussianDropout({ rate: 0.5 })],
];

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

/** What cannot be had yet, and the kernel that is missing. */
const refused: [name: string, layer: () => Layer, input: number[], kernel: string][] = [
  ['centerCrop', () => L.centerCrop({ height: 2, width: 2 }), [4, 4, 2], 'CropAndResize'],
  ['conv3d', () => L.conv3d({ filters: 1, kernelSize: 2 }), [3, 3, 3, 1], 'Conv3D'],
  [
    'conv3dTranspose',
    () => L.conv3dTranspose({ filters: 1, kernelSize: 2 }),
    [3, 3, 3, 1],
    'Conv3DBackpropInputV2',
  ],
  [
    'maxPooling3d',
    () => L.maxPooling3d({ poolSize: [2, 2, 2], strides: [2, 2, 2] }),
    [2, 2, 2, 1],
    'MaxPool3D',
  ],
  [
    'averagePooling3d',
    () => L.averagePooling3d({ poolSize: [2, 2, 2], strides: [2, 2, 2] }),
    [2, 2, 2, 1],
    'AvgPool3D',
  ],
];

test.each(refused)(
  '%s is refused by the name of kernel and layer, with the way out',
  async (_, make, shape, kernel) => {
    const layer = make();
    const fn = ({ x }: Record<string, tf.Tensor>) => ({ y: layer.apply(x!) as tf.Tensor });
    await expect(compile(fn, { inputs: { x: { shape: [2, ...shape] } } })).rejects.toThrow(
      `kernel '${kernel}', asked for by layer '${layer.name}', is not covered by the traced engines. Use the engine 'tfjs'`,
    );
  },
);

/** Not for nets that train: bases of others, parts of them, or preprocessing. */
const others = [
  ...[
    'Layer',
    'RNN',
    'RNNCell',
    'input',
    'inputLayer',
    'gruCell',
    'lstmCell',
    'simpleRNNCell',
    'stackedRNNCells',
  ],
  ...['categoryEncoding', 'randomWidth', 'resizing'],
  'convLstm2dCell',
];

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
    ([name]) => name.split(/[ ,]/)[0]!,
  );
  const known = new Set([...tried, ...others, 'activation', 'embedding', 'spatialDropout1d']);
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
