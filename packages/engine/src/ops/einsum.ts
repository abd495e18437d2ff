import type { KernelCall, OpTable } from './op.ts';
import { takes } from './types.ts';

/** Sums of products by Einstein's notation, written without an ellipsis. tfjs has no gradient of it. */
export const einsum: OpTable = {
  Einsum: {
    types: takes.allCounted,
    mixed: 'refused',
    ofNothing: 0,
    infer: ({ inputs, attrs }) => {
      const sizes = new Map<string, number>();
      const [terms, result] = parts(attrs);
      terms.forEach((term, i) => {
        for (const [axis, letter] of [...term].entries()) sizes.set(letter, inputs[i]!.dims[axis]!);
      });
      return [{ type: inputs['0']!.type, dims: [...result].map((letter) => sizes.get(letter)!) }];
    },
    lower: ({ b, names, attrs }) => [
      b.op('Einsum', Object.values(names), { equation: (attrs.equation as string).replaceAll(' ', '') }),
    ],
  },
};

/** tfjs wants the arrow, so it is there. */
function parts(attrs: KernelCall['attrs']): [terms: string[], result: string] {
  const [left, right] = (attrs.equation as string).replaceAll(' ', '').split('->') as [string, string];
  return [left.split(','), right];
}
