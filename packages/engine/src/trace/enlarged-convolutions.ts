import { convInfo } from '../ops/conv-info.ts';
import type { Trace, TraceNode } from './trace.ts';

/**
 * A 3x3 convolution of a picture that was enlarged to twice its size sees each small pixel up to four
 * times. The pair becomes one kernel of the small picture with 4/9 of the multiplications, and so do its
 * two gradients. The kernels are ours (`ops/enlarged-conv.ts`); tfjs does not know them.
 */
export function fuseEnlargedConvolutions(trace: Trace): Trace {
  const maker = new Map(trace.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const uses = countUses(trace);
  const dimsOf = (value: number) => trace.values[value]!.dims;

  /** The small picture behind an enlarged one. */
  const smallOf = (value: number): number | undefined => {
    const node = maker.get(value);
    if (node?.kernel !== 'ResizeNearestNeighbor' || node.attrs.alignCorners || node.attrs.halfPixelCenters)
      return undefined;
    const small = node.inputs.images!;
    return [1, 2].every((axis) => dimsOf(value)[axis] === 2 * dimsOf(small)[axis]!) ? small : undefined;
  };

  /** 1 if the pads keep the size, 0 if there are none; other convolutions stay as they are. */
  const padOf = (
    node: TraceNode,
    picture: readonly number[],
    filter: readonly number[],
  ): number | undefined => {
    const { padInfo, ...info } = convInfo(node.kernel, picture, filter, node.attrs);
    const { top, bottom, left, right } = padInfo;
    const plain = info.strideHeight * info.strideWidth * info.dilationHeight * info.dilationWidth === 1;
    const square = info.filterHeight === 3 && info.filterWidth === 3;
    const even = [bottom, left, right].every((pad) => pad === top) && top <= 1;
    return plain && square && even ? top : undefined;
  };

  const fused = (node: TraceNode): TraceNode => {
    const { kernel, inputs, attrs } = node;
    if (kernel === 'Conv2D' || kernel === 'FusedConv2D') {
      const x = smallOf(inputs.x!);
      const pad = x === undefined ? undefined : padOf(node, dimsOf(inputs.x!), dimsOf(inputs.filter!));
      if (x === undefined || pad === undefined) return node;
      return {
        ...node,
        kernel: 'EnlargedConv2D',
        inputs: { ...inputs, x },
        attrs: { activation: attrs.activation, leakyreluAlpha: attrs.leakyreluAlpha, pad },
      };
    }
    if (kernel === 'Conv2DBackpropFilter') {
      const x = smallOf(inputs.x!);
      const pad = x === undefined ? undefined : padOf(node, dimsOf(inputs.x!), attrs.filterShape as number[]);
      if (x === undefined || pad === undefined) return node;
      return { ...node, kernel: 'EnlargedConv2DBackpropFilter', inputs: { ...inputs, x }, attrs: { pad } };
    }
    if (kernel === 'ResizeNearestNeighborGrad') {
      const inner = maker.get(inputs.dy!);
      const [small, large] = [dimsOf(inputs.images!), dimsOf(inputs.dy!)];
      const doubled = [1, 2].every((axis) => large[axis] === 2 * small[axis]!);
      const alone = inner?.kernel === 'Conv2DBackpropInput' && uses.get(inputs.dy!) === 1;
      if (!alone || !doubled || attrs.alignCorners || attrs.halfPixelCenters) return node;
      const pad = padOf(inner, large, dimsOf(inner.inputs.filter!));
      if (pad === undefined) return node;
      const { dy, filter } = inner.inputs;
      return {
        ...node,
        kernel: 'EnlargedConv2DBackpropInput',
        inputs: { dy: dy!, filter: filter! },
        attrs: { pad, inputShape: small },
      };
    }
    return node;
  };
  return { ...trace, nodes: trace.nodes.map(fused) };
}

function countUses({ nodes, outputs, state }: Trace): Map<number, number> {
  const counts = new Map<number, number>();
  const read = [
    ...nodes.flatMap((node) => Object.values(node.inputs)),
    ...outputs,
    ...state.map(({ after }) => after),
  ];
  for (const value of read) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
