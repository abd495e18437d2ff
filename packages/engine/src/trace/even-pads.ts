import { floats, type TensorData, type ValueInfo } from '../graph/graph.ts';
import { type ConvInfo, convInfo, poolInfo } from '../ops/conv-info.ts';
import { LOWEST, pixelsInWindows } from '../ops/overlapping-pool.ts';
import { float32 } from '../ops/shapes.ts';
import type { Trace, TraceNode } from './trace.ts';

/**
 * Where a pad is one number, tfjs computes the width of the result from the window and the stride of the
 * height, and it may round sizes up. ONNX does neither. Then the picture is padded, or cut, beforehand to
 * what tfjs's windows see of it, so that windows without pads fit exactly.
 */
export function evenPads(trace: Trace): Trace {
  const values: ValueInfo[] = [...trace.values];
  const constants = new Map<number, TensorData>(trace.constants);
  const nodes: TraceNode[] = [];
  const value = (dims: readonly number[]) => values.push(float32(dims)) - 1;
  const dimsOf = (id: number) => values[id]!.dims;
  const emit = (
    kernel: string,
    inputs: TraceNode['inputs'],
    attrs: TraceNode['attrs'],
    dims: readonly number[],
    output = value(dims),
  ) => {
    nodes.push({ kernel, inputs, attrs, outputs: [output] });
    return output;
  };

  for (const node of trace.nodes) {
    const info = infoOf(node, dimsOf);
    if (!info || fits(info)) {
      nodes.push(node);
      continue;
    }
    const { kernel, inputs, outputs } = node;
    const seen = seenBy(info);
    const attrs = { ...node.attrs, pad: 'valid', dimRoundingMode: undefined };
    const padded = (x: number, constantValue: number) =>
      emit('PadV2', { x }, { paddings: seen.paddings, constantValue }, seen.dims);
    const back = (x: number) => {
      const paddings = seen.paddings.map((pair) => pair.map((pad) => -pad));
      emit('PadV2', { x }, { paddings, constantValue: 0 }, info.inShape, outputs[0]!);
    };
    /** An average over all of a window, as one over the pixels in it, or back. */
    const weighed = (a: number, output?: number) => {
      const size = info.filterHeight * info.filterWidth;
      const shares = Float32Array.from(pixelsInWindows(info), (pixels) => size / pixels);
      const b = value([1, info.outHeight, info.outWidth, 1]);
      constants.set(b, floats(dimsOf(b), shares));
      return emit('Multiply', { a, b }, {}, info.outShape, output);
    };
    if (kernel === 'AvgPool') {
      weighed(emit(kernel, { x: padded(inputs.x!, 0) }, attrs, info.outShape), outputs[0]!);
    } else if (kernel === 'MaxPool') {
      nodes.push({ ...node, inputs: { x: padded(inputs.x!, Number.NEGATIVE_INFINITY) }, attrs });
    } else if (kernel === 'AvgPoolGrad' || kernel === 'MaxPoolGrad') {
      const dy = kernel === 'AvgPoolGrad' ? weighed(inputs.dy!) : inputs.dy!;
      const given = { ...inputs, input: padded(inputs.input!, LOWEST), dy };
      back(emit(kernel, given, attrs, seen.dims));
    } else if (inputs.x === undefined) {
      back(emit(kernel, inputs, { ...attrs, inputShape: seen.dims }, seen.dims));
    } else {
      nodes.push({ ...node, inputs: { ...inputs, x: padded(inputs.x, 0) }, attrs });
    }
  }
  return { ...trace, values, constants, nodes };
}

/** How a convolution, a pooling, or the gradient of one is placed. */
function infoOf(
  { kernel, inputs, attrs }: TraceNode,
  dimsOf: (id: number) => readonly number[],
): ConvInfo | undefined {
  if (/^(Max|Avg)Pool(Grad)?$/.test(kernel)) return poolInfo(dimsOf((inputs.x ?? inputs.input)!), attrs);
  if (!/^(Fused)?(DepthwiseConv2d(Native)?|Conv2D)/i.test(kernel)) return undefined;
  const picture = inputs.x === undefined ? (attrs.inputShape as number[]) : dimsOf(inputs.x);
  const filter = inputs.filter === undefined ? (attrs.filterShape as number[]) : dimsOf(inputs.filter);
  return convInfo(kernel, picture, filter, attrs, kernel.includes('Depthwise'));
}

/** Whether ONNX computes the same sizes. */
function fits(info: ConvInfo): boolean {
  const { top, bottom, left, right } = info.padInfo;
  const height = (info.inHeight + top + bottom - info.effectiveFilterHeight) / info.strideHeight;
  const width = (info.inWidth + left + right - info.effectiveFilterWidth) / info.strideWidth;
  return Math.floor(height) + 1 === info.outHeight && Math.floor(width) + 1 === info.outWidth;
}

/** What the windows see of the picture: its size, and the pads to it, which are negative where it is cut. */
function seenBy(info: ConvInfo): {
  readonly dims: readonly number[];
  readonly paddings: readonly number[][];
} {
  const { top, left } = info.padInfo;
  const height = (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight;
  const width = (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth;
  const [n, , , c] = info.inShape;
  return {
    dims: [n, height, width, c],
    paddings: [
      [0, 0],
      [top, height - info.inHeight - top],
      [left, width - info.inWidth - left],
      [0, 0],
    ],
  };
}
