import { EngineError } from '../errors.ts';
import type { ValueInfo } from '../graph/graph.ts';
import { type ConvInfo, convInfo, poolInfo } from '../ops/conv-info.ts';
import { float32, sameDims } from '../ops/shapes.ts';
import type { Trace, TraceNode } from './trace.ts';

/**
 * Where a pad is one number, tfjs computes the width of the result from the window and the stride of the
 * height, and it may round sizes up. ONNX does neither. Then the picture of a convolution is padded, or cut,
 * beforehand to what tfjs's windows see of it, so that windows without pads fit exactly; poolings see to it
 * themselves. tfjs's gradients do not know of rounding: they leave out what lies beyond.
 */
export function evenPads(trace: Trace): Trace {
  const values: ValueInfo[] = [...trace.values];
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
  /** The gradient of the windows that there are. */
  const known = (kernel: string, dy: number, { outShape }: ConvInfo) => {
    const dims = dimsOf(dy);
    if (sameDims(dims, outShape)) return dy;
    if (dims.some((dim, axis) => dim < outShape[axis]!)) {
      throw new EngineError(
        'SHAPE_MISMATCH',
        `kernel '${kernel}' wants gradients of shape [${outShape}], not [${dims}]. Give windows that fit, such as pad 'same'.`,
      );
    }
    return emit('Slice', { x: dy }, { begin: [0, 0, 0, 0], size: outShape }, outShape);
  };

  for (const node of trace.nodes) {
    const info = infoOf(node, dimsOf);
    if (!info) {
      nodes.push(node);
      continue;
    }
    const { kernel, outputs } = node;
    const { dy } = node.inputs;
    const inputs = dy === undefined ? node.inputs : { ...node.inputs, dy: known(kernel, dy, info) };
    if (kernel.includes('Pool') || fits(info)) {
      nodes.push({ ...node, inputs });
      continue;
    }
    const seen = seenBy(info);
    const attrs = { ...node.attrs, pad: 'valid', dimRoundingMode: undefined };
    const pad = (x: number, paddings: readonly number[][], dims: readonly number[], output?: number) =>
      emit('PadV2', { x }, { paddings, constantValue: 0 }, dims, output);
    if (inputs.x === undefined) {
      const gradient = emit(kernel, inputs, { ...attrs, inputShape: seen.dims }, seen.dims);
      const paddings = seen.paddings.map((pair) => pair.map((pad) => -pad));
      pad(gradient, paddings, info.inShape, outputs[0]!);
    } else {
      const x = pad(inputs.x, seen.paddings, seen.dims);
      nodes.push({ ...node, inputs: { ...inputs, x }, attrs });
    }
  }
  return { ...trace, values, nodes };
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
