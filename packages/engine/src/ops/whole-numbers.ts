import type { GraphBuilder } from '../graph/builder.ts';

/** Floats without what is behind the point. tfjs makes 0 of what is not finite. */
export function toWhole(b: GraphBuilder, value: string): string {
  const finite = b.op('Equal', [b.op('Sub', [value, value]), b.number(0)]);
  return b.cast(b.op('Where', [finite, value, b.number(0)]), 'int32');
}
