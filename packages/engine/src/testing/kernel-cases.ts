import * as tf from '@tensorflow/tfjs-core';

type Shape = readonly number[];
/** A call of one kernel, and shapes of its operands to try it with. Operands may be of any type. */
export interface KernelCase {
  readonly call: (...operands: tf.Tensor[]) => tf.Tensor | readonly tf.Tensor[];
  readonly shapes: readonly (readonly Shape[])[];
}

const axes: Shape[] = [[3], [2, 3], [2, 1, 3], [2, 1, 2, 3], [1, 2, 1, 2, 3]];
const nothing: Shape[] = [[0], [2, 0], [2, 0, 3]];
const every: Shape[] = [[], ...axes, ...nothing];
const each = (shapes: readonly Shape[]) => shapes.map((shape) => [shape]);

type One = (x: tf.Tensor) => tf.Tensor | readonly tf.Tensor[];
type Two = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor | readonly tf.Tensor[];
const of = (shapes: readonly Shape[], ...calls: One[]): KernelCase[] =>
  calls.map((call) => ({ call, shapes: each(shapes) }));
const one = (...calls: One[]) => of(every, ...calls);
const alongAxis = (...calls: One[]) => of([...axes, ...nothing], ...calls);

const stretched: (readonly Shape[])[] = [
  [[], [2, 3]],
  [[2, 3], [3]],
  [
    [2, 1, 3],
    [2, 1],
  ],
  [[0], [1]],
  [[2, 0, 3], [3]],
];
const two = (call: Two): KernelCase[] => [
  { call, shapes: [...every.map((shape) => [shape, shape]), ...stretched] },
];

const picture: Shape[] = [
  [1, 4, 4, 2],
  [2, 5, 4, 1],
  [0, 4, 4, 2],
  [4, 5, 2],
];
const of4d: Shape[] = picture.filter((shape) => shape.length === 4);
const p4 = (call: (x: tf.Tensor4D) => tf.Tensor, shapes = of4d) => of(shapes, (x) => call(x as tf.Tensor4D));

const whole = (...values: number[]) => tf.tensor1d(values, 'int32');
const run = (kernel: string, inputs: tf.NamedTensorMap, attrs: object) =>
  tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap) as tf.Tensor;
const filterOf = (x: tf.Tensor, outputs: number) => tf.ones([2, 2, x.shape.at(-1)!, outputs]) as tf.Tensor4D;

/** Of each kernel that tfjs knows and the engine covers, calls that ask for it. */
export const kernelCases: Readonly<Record<string, readonly KernelCase[]>> = {
  Abs: one(tf.abs),
  Ceil: one(tf.ceil),
  Cos: one(tf.cos),
  Elu: one(tf.elu),
  Erf: one(tf.erf),
  Exp: one(tf.exp),
  Expm1: one(tf.expm1),
  Floor: one(tf.floor),
  LeakyRelu: one(tf.leakyRelu, (x) => tf.leakyRelu(x, 0.5)),
  Log: one(tf.log),
  Log1p: one(tf.log1p),
  LogicalNot: one(tf.logicalNot),
  Neg: one(tf.neg),
  Reciprocal: one(tf.reciprocal),
  Relu: one(tf.relu),
  Relu6: one(tf.relu6),
  ClipByValue: one(
    (x) => tf.clipByValue(x, -1.5, 2.5),
    (x) => tf.clipByValue(x, 0, Infinity),
  ),
  Round: one(tf.round),
  Rsqrt: one(tf.rsqrt),
  Selu: one(tf.selu),
  Sigmoid: one(tf.sigmoid),
  Sign: one(tf.sign),
  Sin: one(tf.sin),
  Softplus: one(tf.softplus),
  Sqrt: one(tf.sqrt),
  Square: one(tf.square),
  Step: one(
    tf.step,
    (x) => tf.step(x, 1.5),
    (x) => tf.step(x, -0.5),
  ),
  Tanh: one(tf.tanh),
  Acos: one(tf.acos),
  Acosh: one(tf.acosh),
  Asin: one(tf.asin),
  Asinh: one(tf.asinh),
  Atan: one(tf.atan),
  Atanh: one(tf.atanh),
  Cosh: one(tf.cosh),
  Sinh: one(tf.sinh),
  Tan: one(tf.tan),
  IsNan: one(tf.isNaN),
  IsInf: one(tf.isInf),
  IsFinite: one(tf.isFinite),

  Add: two(tf.add),
  AddN: two((a, b) => tf.addN([a, b, a])),
  Sub: two(tf.sub),
  Multiply: two(tf.mul),
  RealDiv: two(tf.div),
  Pow: two(tf.pow),
  Maximum: two(tf.maximum),
  Minimum: two(tf.minimum),
  SquaredDifference: two(tf.squaredDifference),
  Equal: two(tf.equal),
  NotEqual: two(tf.notEqual),
  Greater: two(tf.greater),
  GreaterEqual: two(tf.greaterEqual),
  Less: two(tf.less),
  LessEqual: two(tf.lessEqual),
  LogicalAnd: two(tf.logicalAnd),
  LogicalOr: two(tf.logicalOr),
  Mod: two(tf.mod),
  FloorDiv: two(tf.floorDiv),
  Atan2: two(tf.atan2),
  Prelu: two(tf.prelu),
  EluGrad: [{ call: (dy, y) => run('EluGrad', { dy, y }, {}), shapes: every.map((shape) => [shape, shape]) }],
  Select: two((a, b) => tf.where(tf.cast(tf.onesLike(b), 'bool'), a, b)),

  Sum: one(tf.sum, (x) => tf.sum(x, [], true)).concat(
    alongAxis(
      (x) => tf.sum(x, -1),
      (x) => tf.sum(x, [0, -1], true),
    ),
  ),
  Mean: one(tf.mean).concat(alongAxis((x) => tf.mean(x, -1, true))),
  Max: one(tf.max).concat(alongAxis((x) => tf.max(x, -1, true))),
  Min: one(tf.min).concat(alongAxis((x) => tf.min(x, [-1]))),
  Prod: one(tf.prod).concat(alongAxis((x) => tf.prod(x, -1, true))),
  All: one(tf.all).concat(alongAxis((x) => tf.all(x, -1, true))),
  Any: one(tf.any).concat(alongAxis((x) => tf.any(x, [-1]))),
  ArgMax: one(tf.argMax).concat(alongAxis((x) => tf.argMax(x, -1))),
  ArgMin: one(tf.argMin).concat(alongAxis((x) => tf.argMin(x, -1))),
  Softmax: one(tf.softmax),
  // tfjs composes it of others.
  LogSoftmax: one(tf.logSoftmax),
  // Of negative axes, and of a single number, tfjs is wrong.
  Cumsum: alongAxis(tf.cumsum, (x) => tf.cumsum(x, x.rank - 1, true, true)),
  Cumprod: alongAxis(tf.cumprod, (x) => tf.cumprod(x, x.rank - 1, true, true)),

  BatchMatMul: [
    {
      call: (a, b) => tf.matMul(a, b),
      shapes: [
        [
          [2, 3],
          [3, 2],
        ],
        [
          [2, 1, 3],
          [2, 3, 2],
        ],
        [
          [1, 2, 2, 3],
          [1, 2, 3, 2],
        ],
        [
          [2, 0],
          [0, 3],
        ],
        [
          [0, 2],
          [2, 3],
        ],
      ],
    },
  ],
  _FusedMatMul: [
    {
      call: (a, b) => tf.fused.matMul({ a, b, bias: tf.cast(tf.scalar(1), a.dtype), activation: 'relu' }),
      shapes: [
        [
          [2, 3],
          [3, 2],
        ],
        [
          [2, 1, 3],
          [2, 3, 2],
        ],
      ],
    },
  ],
  Einsum: [
    {
      call: (a, b) => tf.einsum('ij,jk->ik', a, b),
      shapes: [
        [
          [2, 3],
          [3, 2],
        ],
        [
          [2, 0],
          [0, 3],
        ],
      ],
    },
  ],

  Reshape: of([[6], [2, 3], [2, 1, 3]], (x) => tf.reshape(x, [3, -1])).concat(
    one(
      (x) => tf.reshape(x, [x.size]),
      (x) => tf.reshape(x, x.shape),
    ),
  ),
  ExpandDims: one(tf.expandDims, (x) => tf.expandDims(x, -1)),
  Transpose: one(tf.transpose),
  Cast: one(
    (x) => tf.cast(x, 'int32'),
    (x) => tf.cast(x, 'bool'),
    (x) => tf.cast(x, 'float32'),
  ),
  Concat: [
    ...alongAxis(
      (x) => tf.concat([x]),
      (x) => tf.concat([x, x], -1),
    ),
    {
      call: (a, b) => tf.concat([a, b], -1),
      shapes: [
        [[2], [3]],
        [
          [2, 0],
          [2, 3],
        ],
        [[0], [0]],
      ],
    },
  ],
  Pack: one(
    (x) => tf.stack([x, x]),
    (x) => tf.stack([x], -1),
  ),
  Unpack: alongAxis(tf.unstack, (x) => tf.unstack(x, -1)),
  SplitV: alongAxis(
    (x) => tf.split(x, 1),
    (x) => tf.split(x, x.shape.at(-1)!, -1),
    (x) => tf.split(x, [x.shape.at(-1)! - 1, -1], -1),
  ),
  PadV2: one(
    (x) =>
      tf.pad(
        x,
        x.shape.map(() => [1, 0]),
      ),
    (x) =>
      tf.pad(
        x,
        x.shape.map(() => [0, 2]),
        1,
      ),
  ),
  MirrorPad: alongAxis(
    (x) =>
      tf.mirrorPad(
        x,
        x.shape.map(() => [1, 1]),
        'symmetric',
      ),
    (x) =>
      tf.mirrorPad(
        x,
        x.shape.map((size) => [0, size - 1]),
        'reflect',
      ),
  ),
  Slice: one(
    (x) =>
      tf.slice(
        x,
        x.shape.map(() => 0),
      ),
    (x) =>
      tf.slice(
        x,
        x.shape.map(() => 0),
        x.shape.map(() => -1),
      ),
  ).concat(
    alongAxis(
      (x) => tf.slice(x, 0),
      (x) => tf.slice(x, [Math.min(1, x.shape[0]!)]),
      (x) => tf.slice(x, 0, 1),
      (x) => tf.slice(x, [1], [1]),
      (x) => tf.slice(x, [0, 0]),
    ),
  ),
  StridedSlice: alongAxis(
    (x) => tf.stridedSlice(x, [0], [2], [1]),
    (x) => tf.stridedSlice(x, [0], [2]),
    (x) => tf.stridedSlice(x, [1], [2], [1], 0, 0, 0, 0, 1),
    (x) => tf.stridedSlice(x, [0, -1], [0, 0], [1, -1], 0, 2, 1, 0, 0),
    (x) => tf.stridedSlice(x, [0, 0], [0, 2], [1, 1], 0, 0, 0, 1, 0),
    (x) => tf.stridedSlice(x, [5], [-9], [-1], 1, 1),
  ),
  Tile: one(
    (x) =>
      tf.tile(
        x,
        x.shape.map((_, axis) => 1 + (axis % 2)),
      ),
    (x) =>
      tf.tile(
        x,
        x.shape.map(() => 0),
      ),
  ),
  BroadcastTo: one((x) => run('BroadcastTo', { x }, { shape: [2, ...x.shape] })),
  Reverse: one(tf.reverse).concat(
    alongAxis(
      (x) => tf.reverse(x, -1),
      (x) => tf.reverse(x, [0, -1]),
    ),
  ),
  FlipLeftRight: p4(tf.image.flipLeftRight),
  SpaceToBatchND: [
    ...p4((x) =>
      tf.spaceToBatchND(
        x,
        [1, 2],
        [
          [1, 0],
          [0, 0],
        ],
      ),
    ),
    ...of([[4], [4, 3], [0, 2]], (x) => tf.spaceToBatchND(tf.expandDims(x), [2], [[0, x.shape[0]! % 2]])),
  ],
  BatchToSpaceND: of(
    [
      [4, 1, 2, 1],
      [4, 3, 1],
      [4, 2],
      [0, 2],
    ],
    (x) => tf.batchToSpaceND(x, [2], [[0, 1]]),
  ),
  DepthToSpace: p4(
    (x) => tf.depthToSpace(x, 2),
    [
      [1, 2, 3, 4],
      [0, 2, 3, 4],
    ],
  ),

  GatherV2: [
    ...alongAxis(
      (x) => tf.gather(x, whole(0, 1, 0)),
      (x) => tf.gather(x, tf.scalar(0, 'int32'), -1),
      (x) => tf.gather(x, tf.zeros([2, 0], 'int32'), -1),
      (x) => tf.gather(x, tf.tensor2d([[1, 0]], [1, 2], 'int32')),
    ),
    ...of(
      [
        [2, 3],
        [2, 3, 2],
        [2, 2, 1, 3],
      ],
      (x) => tf.gather(x, tf.tensor2d([[1], [0]], [2, 1], 'int32'), 1, 1),
      (x) => tf.gather(x, tf.tensor2d([[1], [0]], [2, 1], 'int32'), -1, 1),
      (x) => tf.gather(x, whole(1, 0), 1, -1),
    ),
  ],
  GatherNd: of([[3], [2, 3], [2, 1, 3]], (x) => tf.gatherND(x, tf.tensor2d([[1], [0]], [2, 1], 'int32'))),
  UnsortedSegmentSum: of([[3], [3, 2], [3, 1, 2], [3, 0]], (x) =>
    tf.unsortedSegmentSum(x, whole(1, -1, 1), 2),
  ).concat(of([[0], [0, 2]], (x) => tf.unsortedSegmentSum(x, whole(), 2))),
  ScatterNd: of([[3], [3, 2], [3, 1, 2]], (x) =>
    tf.scatterND(tf.tensor2d([[3], [0], [1]], [3, 1], 'int32'), x, [4, ...x.shape.slice(1)]),
  ).concat(
    of([[3]], (x) => tf.scatterND(whole(3, 0, 1), x, [4])),
    of([[0, 2]], (x) => tf.scatterND(tf.zeros([0, 1], 'int32'), x, [4, 2])),
  ),
  OneHot: one(
    (x) => tf.oneHot(x, 3),
    (x) => tf.oneHot(x, 2, 5, -1, 'int32'),
    (x) => tf.oneHot(x, 2, 1, 0, 'float32'),
    (x) => tf.oneHot(x, 2, 1, 0, 'bool'),
  ),
  TopK: alongAxis((x) => {
    const { values, indices } = tf.topk(x);
    return [values, indices];
  }),

  Conv2D: [
    ...p4((x) => tf.conv2d(x, filterOf(x, 3), 1, 'same'), picture as Shape[]),
    ...p4((x) => tf.conv2d(x, filterOf(x, 1), [2, 1], 'valid')),
    ...of(
      [
        [4, 2],
        [2, 5, 1],
        [0, 4, 2],
      ],
      (x) => tf.conv1d(x as tf.Tensor3D, tf.ones([2, x.shape.at(-1)!, 3]), 1, 'same'),
    ),
  ],
  FusedConv2D: [[], [1], [3]].flatMap((bias) =>
    p4((x) =>
      tf.fused.conv2d({
        x,
        filter: filterOf(x, 3),
        strides: 1,
        pad: 0,
        bias: tf.ones(bias),
        activation: 'relu',
      }),
    ),
  ),
  Conv2DBackpropInput: p4((x) =>
    tf.conv2dTranspose(
      x,
      tf.ones([2, 2, 3, x.shape[3]]),
      [x.shape[0], 2 * x.shape[1], 2 * x.shape[2], 3],
      2,
      'same',
    ),
  ),
  Conv2DBackpropFilter: p4((x) =>
    run(
      'Conv2DBackpropFilter',
      { x, dy: x },
      { strides: 1, pad: 'same', dataFormat: 'NHWC', filterShape: [2, 2, x.shape[3], x.shape[3]] },
    ),
  ),
  DepthwiseConv2dNative: p4((x) => tf.depthwiseConv2d(x, filterOf(x, 2), 1, 'same'), picture as Shape[]),
  FusedDepthwiseConv2D: [[], [1]].flatMap((bias) =>
    p4((x) =>
      tf.fused.depthwiseConv2d({ x, filter: filterOf(x, 1), strides: 1, pad: 'valid', bias: tf.ones(bias) }),
    ),
  ),
  DepthwiseConv2dNativeBackpropInput: p4((x) =>
    run(
      'DepthwiseConv2dNativeBackpropInput',
      { dy: x, filter: filterOf(x, 1) },
      { strides: 1, pad: 'same', inputShape: x.shape },
    ),
  ),
  DepthwiseConv2dNativeBackpropFilter: p4((x) =>
    run(
      'DepthwiseConv2dNativeBackpropFilter',
      { x, dy: x },
      { strides: 1, pad: 'same', filterShape: [2, 2, x.shape[3], 1] },
    ),
  ),
  MaxPool: [
    ...p4((x) => tf.maxPool(x, 2, 2, 'valid'), picture as Shape[]),
    ...p4((x) => tf.maxPool(x, [2, 1], 1, 'same')),
  ],
  AvgPool: [
    ...p4((x) => tf.avgPool(x, 2, 2, 'valid'), picture as Shape[]),
    ...p4((x) => tf.avgPool(x, [2, 1], 1, 'same')),
  ],
  MaxPoolGrad: p4((x) => {
    const output = tf.maxPool(x, 2, 2, 'valid');
    return run('MaxPoolGrad', { dy: output, input: x, output }, { filterSize: 2, strides: 2, pad: 'valid' });
  }),
  AvgPoolGrad: p4((x) => {
    const dy = tf.avgPool(x, 2, 2, 'valid');
    return run('AvgPoolGrad', { dy, input: x }, { filterSize: 2, strides: 2, pad: 'valid' });
  }),
  ResizeNearestNeighbor: [
    ...p4((x) => tf.image.resizeNearestNeighbor(x, [8, 10]), picture as Shape[]),
    ...p4((x) => tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]])),
  ],
  ResizeBilinear: p4((x) => tf.image.resizeBilinear(x, [8, 3]), picture as Shape[]),
  ResizeNearestNeighborGrad: p4(
    (x) =>
      run(
        'ResizeNearestNeighborGrad',
        { images: tf.zeros([1, 2, 2, x.shape[3]]), dy: tf.slice(x, 0, 1) },
        { alignCorners: false, halfPixelCenters: false },
      ),
    [[1, 4, 4, 2]],
  ),
  ResizeBilinearGrad: p4(
    (x) =>
      run('ResizeBilinearGrad', { images: tf.zeros([1, 2, 2, x.shape[3]]), dy: x }, { alignCorners: false }),
    [[1, 4, 4, 2]],
  ),
  FusedBatchNorm: of(axes.slice(1).concat(nothing), (x) =>
    tf.batchNorm(x, tf.tensor1d([0, 1, 2].slice(0, x.shape.at(-1)!)), tf.ones([x.shape.at(-1)!])),
  ),
  Range: [{ call: () => [tf.range(0, 5), tf.range(4, 0, -2, 'int32'), tf.range(1, 1)], shapes: [[]] }],
  LinSpace: [{ call: () => [tf.linspace(0, 1, 4), tf.linspace(2, 2, 1)], shapes: [[]] }],
  Identity: one((x) => tf.clone(x)),
  ZerosLike: one(tf.zerosLike),
  OnesLike: one(tf.onesLike),
  Fill: [
    {
      call: () => [tf.fill([2, 2], 3), tf.fill([2], 2 ** 24 + 1, 'int32'), tf.fill([0, 2], 1)],
      shapes: [[]],
    },
  ],
};
