import type { Draw } from '../draw.ts';

/** Draws a layer's options, as text, for inputs of a shape without its batch; nothing if it takes no such. */
export type LayerDraw = (d: Draw, dims: readonly number[]) => string | undefined;

const activations = [
  'relu',
  'tanh',
  'sigmoid',
  'elu',
  'selu',
  'softplus',
  'swish',
  'linear',
  'relu6',
  'hardSigmoid',
];
const gentle = [...activations, 'softsign', 'mish', 'gelu', 'gelu_new', 'softmax'];

const rank =
  (wanted: number, draw: LayerDraw): LayerDraw =>
  (d, dims) =>
    dims.length === wanted ? draw(d, dims) : undefined;
const start = (d: Draw, kind = 'glorotUniform') => `tfl.initializers.${kind}({ seed: ${d.int(0, 999)} })`;
const activation = (d: Draw) => `activation: '${d.pick(activations)}'`;
const bias = (d: Draw) => (d.rarely(3) ? ', useBias: false' : '');
const pad = (d: Draw) => `padding: '${d.pick(['same', 'valid'])}'`;
const pair = (d: Draw, most: number) =>
  d.pick([`${d.int(1, most)}`, `[${d.int(1, most)}, ${d.int(1, most)}]`]);

/** What keeps weights small. */
function reins(d: Draw, what = 'kernel'): string {
  const regularizer = d.pick(['', '', '', 'l2({ l2: 0.01 })', 'l1({ l1: 0.01 })', 'l1l2()']);
  const constraint = d.pick([
    '',
    '',
    '',
    'nonNeg()',
    'unitNorm({ axis: 0 })',
    'maxNorm({ maxValue: 0.8, axis: 0 })',
  ]);
  const parts = [
    regularizer && `, ${what}Regularizer: tfl.regularizers.${regularizer}`,
    constraint && `, ${what}Constraint: tfl.constraints.${constraint}`,
  ];
  return parts.join('');
}

function convolution(d: Draw, window: string, more = ''): string {
  const size = `filters: ${d.int(1, 4)}, kernelSize: ${window}, strides: ${d.int(1, 2)}, ${pad(d)}`;
  return `{ ${size}, ${activation(d)}, kernelInitializer: ${start(d)}${bias(d)}${reins(d)}${more} }`;
}

function cell(d: Draw): string {
  const recurrent = `recurrentInitializer: ${start(d, 'glorotNormal')}`;
  return `units: ${d.int(1, 4)}, kernelInitializer: ${start(d)}, ${recurrent}${bias(d)}`;
}

function recurrent(d: Draw): string {
  const backwards = d.rarely(4) ? ', goBackwards: true' : '';
  return `{ ${cell(d)}, returnSequences: ${d.rarely(2)}${backwards} }`;
}

function pool(d: Draw, sides: boolean): string {
  const size = sides ? pair(d, 3) : String(d.int(1, 3));
  return `{ poolSize: ${size}${d.rarely(2) ? `, strides: ${d.int(1, 2)}` : ''}, ${pad(d)} }`;
}

/** Layers of one input that can be anywhere in a net. */
export const layers: Readonly<Record<string, LayerDraw>> = {
  activation: (d) => `{ activation: '${d.pick(gentle)}' }`,
  batchNormalization: (d) => `{ momentum: ${d.number(0.5, 0.99)} }`,
  layerNormalization: (d, dims) => (dims.length === 3 && d.rarely(2) ? '{ axis: [1, 2, 3] }' : '{}'),
  dense: (d) =>
    `{ units: ${d.int(1, 6)}, ${activation(d)}, kernelInitializer: ${start(d)}${bias(d)}${reins(d)} }`,
  elu: (d) => `{ alpha: ${d.pick([1, 0.5])} }`,
  leakyReLU: (d) => `{ alpha: ${d.number(0, 0.5)} }`,
  prelu: (d, dims) => {
    const shared = dims.length === 3 && d.rarely(2) ? ', sharedAxes: [1, 2]' : '';
    return `{ alphaInitializer: ${start(d, 'randomUniform')}${shared} }`;
  },
  reLU: (d) => (d.rarely(2) ? '{ maxValue: 1 }' : '{}'),
  softmax: () => '{}',
  rescaling: (d) => `{ scale: ${d.number(0.1, 2)}, offset: ${d.number(-1, 1)} }`,
  flatten: (_, dims) => (dims.length > 1 ? '{}' : undefined),
  reshape: (d, dims) => {
    const size = dims.reduce((product, dim) => product * dim, 1);
    const shapes = [
      [1, size],
      [size, 1],
      [1, 1, size],
      ...(size % 4 === 0
        ? [
            [2, 2, size / 4],
            [size / 2, 2],
          ]
        : []),
    ];
    return `{ targetShape: [${d.pick(shapes)}] }`;
  },
  permute: (d, dims) => `{ dims: [${d.order(dims.length).map((axis) => axis + 1)}] }`,
  repeatVector: rank(1, (d) => `{ n: ${d.int(1, 4)} }`),
  conv1d: rank(2, (d) => convolution(d, String(d.int(1, 3)))),
  maxPooling1d: rank(2, (d) => pool(d, false)),
  averagePooling1d: rank(2, (d) => pool(d, false)),
  globalMaxPooling1d: rank(2, () => '{}'),
  globalAveragePooling1d: rank(2, () => '{}'),
  timeDistributed: rank(
    2,
    (d) => `{ layer: tfl.layers.dense({ units: ${d.int(1, 4)}, kernelInitializer: ${start(d)} }) }`,
  ),
  simpleRNN: rank(2, recurrent),
  lstm: rank(2, recurrent),
  gru: rank(2, recurrent),
  rnn: rank(2, (d) => `{ cell: [tfl.layers.gruCell({ ${cell(d)} }), tfl.layers.lstmCell({ ${cell(d)} })] }`),
  bidirectional: rank(2, (d) => {
    const kind = d.pick(['lstm', 'gru', 'simpleRNN']);
    return `{ layer: tfl.layers.${kind}(${recurrent(d)}), mergeMode: '${d.pick(['concat', 'sum', 'mul', 'ave'])}' }`;
  }),
  conv2d: rank(3, (d) => convolution(d, pair(d, 3))),
  conv2dTranspose: rank(3, (d) => convolution(d, pair(d, 3))),
  separableConv2d: rank(3, (d) => {
    const starts = `depthwiseInitializer: ${start(d)}, pointwiseInitializer: ${start(d)}`;
    return `{ filters: ${d.int(1, 4)}, kernelSize: ${d.int(1, 3)}, ${pad(d)}, depthMultiplier: ${d.int(1, 2)}, ${starts} }`;
  }),
  depthwiseConv2d: rank(3, (d) => {
    const size = `kernelSize: ${d.int(1, 3)}, strides: ${d.int(1, 2)}, depthMultiplier: ${d.int(1, 2)}`;
    return `{ ${size}, ${pad(d)}, ${activation(d)}, depthwiseInitializer: ${start(d)} }`;
  }),
  convLstm2d: rank(
    4,
    (d) =>
      `{ filters: ${d.int(1, 2)}, kernelSize: ${d.int(1, 3)}, padding: 'same', kernelInitializer: ${start(d)}, recurrentInitializer: ${start(d, 'glorotNormal')} }`,
  ),
  maxPooling2d: rank(3, (d) => pool(d, true)),
  averagePooling2d: rank(3, (d) => pool(d, true)),
  globalMaxPooling2d: rank(3, () => '{}'),
  globalAveragePooling2d: rank(3, () => '{}'),
  upSampling2d: rank(
    3,
    (d) => `{ size: [${d.int(1, 2)}, ${d.int(1, 2)}]${d.rarely(4) ? ", interpolation: 'bilinear'" : ''} }`,
  ),
  zeroPadding2d: rank(
    3,
    (d) => `{ padding: [[${d.int(0, 2)}, ${d.int(0, 2)}], [${d.int(0, 2)}, ${d.int(0, 2)}]] }`,
  ),
  cropping2D: rank(3, (d, [h, w]) =>
    h! > 2 && w! > 2 ? `{ cropping: [[${d.int(0, 1)}, ${d.int(0, 1)}], [${d.int(0, 1)}, 0]] }` : undefined,
  ),
};

/** Layers that join two of equal shape. */
export const joins: readonly string[] = [
  'add',
  'multiply',
  'average',
  'maximum',
  'minimum',
  'concatenate',
  'dot',
];
