import type { GraphBuilder } from '../graph/builder.ts';
import { firstDims, toFirst, toLast } from '../graph/channels-first.ts';
import { type DataType, floats, int32s, type TensorData } from '../graph/graph.ts';
import type { KernelCall, LoweringCall, Op, OpTable } from './op.ts';
import { spread } from './pool.ts';
import { type Types, takes } from './types.ts';

/**
 * Resizing is linear and goes along one axis after the other, so it is two products with small constant
 * matrices, and its gradient is the products with their transposes. Whole-number enlargement by nearest
 * pixel, which decoders do, has a faster way.
 */
export const resize: OpTable = {
  ResizeNearestNeighbor: forward(takes.numbers, nearestWeights),
  ResizeNearestNeighborGrad: gradient(nearestWeights),
  ResizeBilinear: forward(takes.allAsFloats, bilinearWeights),
  ResizeBilinearGrad: gradient(bilinearWeights),
};

interface Options {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** Weights of the `from` pixels in each of the `to` pixels, [to, from] row-major. */
type Weights = (from: number, to: number, options: Options) => Float32Array;

function forward(types: Types, weights: Weights): Op {
  return {
    types,
    infer: ({ inputs, attrs }) => {
      const { type, dims } = inputs.images!;
      return [{ type, dims: [dims[0]!, ...(attrs.size as [number, number]), dims[3]!] }];
    },
    lower: (call) => [resized(call, weights, call.names.images!, call.attrs.size as [number, number], false)],
  };
}

function gradient(weights: Weights): Op {
  return {
    types: takes.floats,
    infer: ({ inputs }) => [inputs.images!],
    lower: (call) => {
      const [, height, width] = call.inputs.dy!.dims as [number, number, number];
      return [resized(call, weights, call.names.dy!, [height, width], true)];
    },
  };
}

/** The pictures at their new size, or `back`: the gradients of the new size, given to the pictures' pixels. */
function resized(
  { b, inputs, attrs, outputs }: LoweringCall,
  weights: Weights,
  value: string,
  [toHeight, toWidth]: readonly [number, number],
  back: boolean,
): string {
  const [, height, width] = inputs.images!.dims as [number, number, number];
  const first = toFirst(b, value);
  let result: string;
  if (isEnlargement(weights, attrs, [height, width], [toHeight, toWidth])) {
    result = (back ? gather : spread)(b, first, toHeight / height, toWidth / width);
  } else {
    const of = (from: number, to: number, transposed: boolean) =>
      b.constant(matrix(outputs[0]!.type, weights, from, to, attrs, transposed));
    result = alongBoth(b, first, of(height, toHeight, back), of(width, toWidth, !back));
  }
  b.describe(result, { type: outputs[0]!.type, dims: firstDims(outputs[0]!.dims) });
  return toLast(b, result);
}

function isEnlargement(weights: Weights, attrs: KernelCall['attrs'], from: number[], to: number[]): boolean {
  const whole = to.every((size, i) => size % from[i]! === 0);
  return weights === nearestWeights && whole && !attrs.alignCorners && !attrs.halfPixelCenters;
}

/** Adds up what was spread. */
function gather(b: GraphBuilder, dy: string, height: number, width: number): string {
  const mean = b.op('AveragePool', [dy], { kernel_shape: [height, width], strides: [height, width] });
  const info = b.infoOf(dy);
  if (info) {
    const [n, c, h, w] = info.dims as [number, number, number, number];
    b.describe(mean, { type: info.type, dims: [n, c, h / height, w / width] });
  }
  return b.op('Mul', [mean, b.constant(floats([], [height * width]))]);
}

/** `rows` x picture x `columns`, for every channel of every picture. */
function alongBoth(b: GraphBuilder, picture: string, rows: string, columns: string): string {
  return b.op('MatMul', [rows, b.op('MatMul', [picture, columns])]);
}

/** Whole numbers are only picked: their weights are 0 and 1. */
function matrix(
  type: DataType,
  weights: Weights,
  from: number,
  to: number,
  attrs: KernelCall['attrs'],
  transposed: boolean,
): TensorData {
  const values = weights(from, to, attrs as unknown as Options);
  const turned = () => values.map((_, i) => values[(i % to) * from + Math.floor(i / to)]!);
  const dims = transposed ? [from, to] : [to, from];
  const data = transposed ? turned() : values;
  return type === 'int32' ? int32s(dims, Int32Array.from(data)) : floats(dims, data);
}

function nearestWeights(from: number, to: number, { alignCorners, halfPixelCenters }: Options): Float32Array {
  const scale = scaleOf(from, to, alignCorners);
  const weights = new Float32Array(from * to);
  for (let i = 0; i < to; i++) {
    const place = halfPixelCenters ? scale * (i + 0.5) : scale * i;
    const nearest = alignCorners ? Math.round(place) : Math.floor(place);
    weights[i * from + Math.min(Math.max(nearest, 0), from - 1)] = 1;
  }
  return weights;
}

function bilinearWeights(
  from: number,
  to: number,
  { alignCorners, halfPixelCenters }: Options,
): Float32Array {
  const scale = scaleOf(from, to, alignCorners);
  const weights = new Float32Array(from * to);
  for (let i = 0; i < to; i++) {
    const place = Math.max(0, halfPixelCenters ? scale * (i + 0.5) - 0.5 : scale * i);
    const before = Math.min(Math.floor(place), from - 1);
    const after = Math.min(Math.ceil(place), from - 1);
    const share = place - Math.floor(place);
    weights[i * from + before]! += 1 - share;
    weights[i * from + after]! += share;
  }
  return weights;
}

function scaleOf(from: number, to: number, alignCorners: boolean): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}
