import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { generator, type Words } from '../../random/generator.ts';

const backendName = 'hourglass-noise';
/** Largest relative error that is put in: 4 units in the last place of a float32. */
const SIZE = 4 * 2 ** -23;

/** What moves, chooses or counts numbers is done without rounding. */
const exact = new Set(
  `Abs All Any ArgMax ArgMin BatchToSpaceND BroadcastTo Cast Ceil ClipByValue Concat DepthToSpace Equal ExpandDims Fill
  FlipLeftRight Floor GatherNd GatherV2 Greater GreaterEqual Identity IsFinite IsInf IsNan Less LessEqual LogicalAnd
  LogicalNot LogicalOr Max MaxPool Maximum Min Minimum MirrorPad Mod Neg NotEqual OneHot OnesLike Pack PadV2 Range Relu
  Relu6 Reshape ResizeNearestNeighbor Reverse Round Select Sign Slice SpaceToBatchND SplitV Step StridedSlice Tile TopK
  Transpose Unpack ZerosLike`.split(/\s+/),
);

/**
 * Sums, whose rounding errors are as large as their terms and not as their result, and the terms' inputs.
 * A sum in any order is the exact one of terms that are a little off (Higham 2002, section 4.2).
 */
const sums: Readonly<Record<string, readonly string[]>> = {
  ...{
    AddN: ['0', '1', '2', '3'],
    Sum: ['x'],
    Mean: ['x'],
    Cumsum: ['x'],
    AvgPool: ['x'],
    AvgPoolGrad: ['dy'],
  },
  MaxPoolGrad: ['dy'],
  ResizeBilinear: ['images'],
  ResizeBilinearGrad: ['dy'],
  ResizeNearestNeighborGrad: ['dy'],
  UnsortedSegmentSum: ['x'],
  ScatterNd: ['updates'],
  BatchMatMul: ['a', 'b'],
  _FusedMatMul: ['a', 'b', 'bias'],
  Einsum: ['0', '1'],
  Conv2D: ['x', 'filter'],
  FusedConv2D: ['x', 'filter', 'bias'],
  Conv2DBackpropInput: ['dy', 'filter'],
  Conv2DBackpropFilter: ['x', 'dy'],
  DepthwiseConv2dNative: ['x', 'filter'],
  FusedDepthwiseConv2D: ['x', 'filter', 'bias'],
  DepthwiseConv2dNativeBackpropInput: ['dy', 'filter'],
  DepthwiseConv2dNativeBackpropFilter: ['x', 'dy'],
  FusedBatchNorm: ['x', 'mean', 'offset'],
  Softmax: ['logits'],
  LogSoftmax: ['logits'],
};

/** What is lost of `exp(x) - 1` in double precision. */
const LOST = 2 ** -53;

/** Absolute errors of tfjs itself: its erf is formula 7.1.26 of Abramowitz and Stegun, its elu `exp(x) - 1`. */
const inexact: Readonly<Record<string, number>> = { Erf: 1.5e-7, Elu: LOST, Selu: LOST };

let words: Words = generator(0, 0, 0);

/**
 * Runs plain tfjs with another rounding error in every number that a kernel computes: how far the results
 * then lie apart is how much the function makes of rounding (Monte Carlo arithmetic, Parker 1997).
 */
export async function withNoise<T>(seed: number, fn: () => Promise<T>): Promise<T> {
  register();
  words = generator(seed, 0, 0);
  const before = tf.getBackend();
  tf.setBackend(backendName);
  try {
    return await fn();
  } finally {
    tf.setBackend(before);
  }
}

let registered = false;

function register(): void {
  if (registered) return;
  registered = true;
  tf.registerBackend(backendName, () => new MathBackendCPU(), 0);
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    const { kernelName, kernelFunc } = kernel;
    const noisy = exact.has(kernelName)
      ? kernelFunc
      : blurred(kernelFunc, sums[kernelName] ?? [], inexact[kernelName]);
    tf.registerKernel({ ...kernel, backendName, kernelFunc: noisy });
  }
}

function blurred(kernel: tf.KernelFunc, terms: readonly string[], absolute = 0): tf.KernelFunc {
  return ({ inputs, backend, ...rest }) => {
    const own = rest.attrs?.activation === 'elu' ? LOST : absolute;
    const cpu = backend as MathBackendCPU;
    const copies: tf.TensorInfo[] = [];
    const given = Object.entries(inputs).map(([name, input]) => {
      if (!terms.includes(name) || input?.dtype !== 'float32') return [name, input];
      const copy = cpu.makeTensorInfo(input.shape, 'float32', blur(valuesOf(cpu, input).slice()));
      copies.push(copy);
      return [name, copy];
    });
    const named = Object.fromEntries(given);
    const results = kernel({
      inputs: Array.isArray(inputs) ? Object.values(named) : named,
      backend,
      ...rest,
    } as never);
    for (const result of [results].flat()) if (result.dtype === 'float32') blur(valuesOf(cpu, result), own);
    for (const copy of copies) cpu.disposeIntermediateTensorInfo(copy);
    return results;
  };
}

function valuesOf(cpu: MathBackendCPU, { dataId }: tf.TensorInfo): Float32Array {
  return cpu.data.get(dataId).values as Float32Array;
}

function blur(values: Float32Array, absolute = 0): Float32Array {
  const drawn = new Uint32Array(values.length);
  words(drawn);
  for (let i = 0; i < values.length; i++) {
    const by = drawn[i]! / 2 ** 31 - 1;
    values[i] = values[i]! * (1 + SIZE * by) + absolute * by;
  }
  return values;
}
