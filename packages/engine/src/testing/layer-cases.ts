import * as tfl from '@tensorflow/tfjs-layers';

const L = tfl.layers;
/** The usual one, orthogonal, calls methods of tensors that tfjs-core alone does not have. */
const recurrentInitializer = 'glorotNormal';
export type Case = [name: string, layer: () => tfl.layers.Layer, input: number[]];

/** Layers of one input, with its shape without the batch. */
export const single: Case[] = [
  ['dense', () => L.dense({ units: 3 }), [4]],
  ['dense of rows', () => L.dense({ units: 3 }), [2, 4]],
  ['elu', () => L.elu({ alpha: 1 }), [4]],
  ['leakyReLU', () => L.leakyReLU({ alpha: 0.2 }), [4]],
  ['prelu', () => L.prelu({ alphaInitializer: 'glorotNormal' }), [4, 2]],
  ['prelu with shared axes', () => L.prelu({ sharedAxes: [1], alphaInitializer: 'glorotNormal' }), [4, 2]],
  ['reLU', () => L.reLU(), [4]],
  ['reLU with a maximum', () => L.reLU({ maxValue: 1 }), [4]],
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
    'upSampling2d bilinear',
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
  ['batchNormalization of rows', () => L.batchNormalization(), [4]],
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

/** Names that `tf.layers.activation` and every layer with an activation take. */
export const activations = [
  ...['elu', 'hardSigmoid', 'linear', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax', 'softplus'],
  ...['softsign', 'tanh', 'swish', 'mish', 'gelu', 'gelu_new'],
] as const;

/** Layers of two inputs. */
export const several: [name: string, layer: () => tfl.layers.Layer][] = [
  ['add', () => L.add()],
  ['multiply', () => L.multiply()],
  ['average', () => L.average()],
  ['maximum', () => L.maximum()],
  ['minimum', () => L.minimum()],
  ['concatenate', () => L.concatenate()],
  ['dot', () => L.dot({ axes: 1 })],
];

const dilated = { kernelSize: 3, dilationRate: 2, padding: 'same' } as const;
/** Layers of which tfjs itself has no gradient. */
export const forwardOnly: Case[] = [
  ['conv1d with dilation', () => L.conv1d({ filters: 2, ...dilated }), [6, 2]],
  ['conv2d with dilation', () => L.conv2d({ filters: 2, ...dilated }), [6, 6, 2]],
  ['depthwiseConv2d with dilation', () => L.depthwiseConv2d({ ...dilated, dilationRate: [2, 2] }), [6, 6, 2]],
  ['thresholdedReLU', () => L.thresholdedReLU({ theta: 0.5 }), [4]],
  ['masking', () => L.masking({ maskValue: 0 }), [3, 2]],
  ['batchNormalization of another axis', () => L.batchNormalization({ axis: 1 }), [3, 2]],
];

/** Layers that draw random numbers in training. */
export const noisy: [name: string, layer: () => tfl.layers.Layer][] = [
  ['dropout', () => L.dropout({ rate: 0.5 })],
  ['dropout of whole columns', () => L.dropout({ rate: 0.5, noiseShape: [3, 1] })],
  ['spatialDropout1d', () => L.spatialDropout1d({ rate: 0.5 })],
  ['alphaDropout', () => L.alphaDropout({ rate: 0.5 })],
  ['gaussianNoise', () => L.gaussianNoise({ stddev: 0.5 })],
  ['gaussianDropout', () => L.gaussianDropout({ rate: 0.5 })],
];

/** What cannot be had yet, and the kernel that is missing. */
export const refused: [...Case, kernel: string][] = [
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

/** Not for nets that train: bases of others, parts of them, or preprocessing. */
export const others = [
  ...['Layer', 'RNN', 'RNNCell', 'input', 'inputLayer', 'stackedRNNCells'],
  ...[
    'gruCell',
    'lstmCell',
    'simpleRNNCell',
    'convLstm2dCell',
    'categoryEncoding',
    'randomWidth',
    'resizing',
  ],
];
