import type { GraphBuilder } from '../graph/builder.ts';

/**
 * Floats without what is behind the point, as JavaScript makes integers of numbers: beyond int32 they wrap, and
 * of what is not finite it makes 0. ONNX leaves both open.
 */
export function toWhole(b: GraphBuilder, value: string): string {
  const rest = b.op('Mod', [value, b.number(2 ** 32)], { fmod: { int: 1 } });
  const above = b.op('GreaterOrEqual', [rest, b.number(2 ** 31)]);
  const below = b.op('Less', [rest, b.number(-(2 ** 31))]);
  const raised = b.op('Where', [below, b.op('Add', [rest, b.number(2 ** 32)]), rest]);
  const wrapped = b.op('Where', [above, b.op('Sub', [rest, b.number(2 ** 32)]), raised]);
  const finite = b.op('Equal', [rest, rest]);
  return b.cast(b.op('Where', [finite, wrapped, b.number(0)]), 'int32');
}
