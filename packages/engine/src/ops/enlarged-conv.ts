import { composite } from '../composites/composite.ts';
import { pictureGradient } from '../composites/enlarged-conv.ts';
import { firstDims, toFirst, toLast } from '../graph/channels-first.ts';
import { activate, plainActivation } from './activation.ts';
import { biasOf } from './bias.ts';
import type { OpTable } from './op.ts';
import { float32 } from './shapes.ts';
import { takes } from './types.ts';

/**
 * A 3x3 convolution of a picture enlarged to twice its size by nearest pixel, and its gradients, computed
 * from the small picture. `pad` is 1 (same) or 0 (valid). See `trace/enlarged-convolutions.ts`.
 */
export const enlargedConv: OpTable = {
  EnlargedConv2D: {
    types: takes.floats,
    infer: ({ inputs, attrs }) => {
      const [n, h, w] = inputs.x!.dims as [number, number, number];
      const less = 2 - 2 * (attrs.pad as number);
      return [float32([n, 2 * h - less, 2 * w - less, inputs.filter!.dims[3]!])];
    },
    lower: (call) => {
      const { b, names, inputs, attrs, outputs } = call;
      const sizes = firstDims(outputs[0]!.dims);
      const operands = [toFirst(b, names.x!), names.filter!, ...biasOf(call, sizes[1]!)];
      const result = composite(b, 'EnlargedConv', operands, {
        filter: inputs.filter!.dims,
        sizes,
        pad: { int: attrs.pad as number },
        activation: plainActivation(call) ?? '',
      });
      b.describe(result, float32(sizes));
      const last = toLast(b, result);
      return [plainActivation(call) === undefined ? activate(call, last) : last];
    },
  },
  EnlargedConv2DBackpropInput: {
    types: takes.floats,
    infer: ({ attrs }) => [float32(attrs.inputShape as number[])],
    lower: ({ b, names, inputs, attrs, outputs }) => {
      const dy = toFirst(b, names.dy!);
      const result = pictureGradient(b, dy, names.filter!, inputs.filter!.dims, attrs.pad as number);
      b.describe(result, float32(firstDims(outputs[0]!.dims)));
      return [toLast(b, result)];
    },
  },
  EnlargedConv2DBackpropFilter: {
    types: takes.floats,
    infer: ({ inputs }) => [float32([3, 3, inputs.x!.dims[3]!, inputs.dy!.dims[3]!])],
    lower: ({ b, names, inputs, attrs }) => [
      composite(b, 'EnlargedFilterGradient', [toFirst(b, names.x!), toFirst(b, names.dy!)], {
        pictures: firstDims(inputs.x!.dims),
        gradients: firstDims(inputs.dy!.dims),
        pad: { int: attrs.pad as number },
      }),
    ],
  },
};
