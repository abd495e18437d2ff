import type { GraphBuilder } from './builder.ts';

/**
 * tfjs keeps channels last, ONNX wants them first. Every kernel of pictures turns its operands and
 * turns its result back; the rewrite `layouts` lets those turns meet and cancel.
 */
export const TO_FIRST = [0, 3, 1, 2] as const;
export const TO_LAST = [0, 2, 3, 1] as const;

export function toFirst(b: GraphBuilder, value: string): string {
  const turned = b.op('Transpose', [value], { perm: TO_FIRST });
  const info = b.infoOf(value);
  if (info) b.describe(turned, { type: info.type, dims: firstDims(info.dims) });
  return turned;
}

export function toLast(b: GraphBuilder, value: string): string {
  return b.op('Transpose', [value], { perm: TO_LAST });
}

/** The dims of a channels-last picture with its channels first. */
export function firstDims(dims: readonly number[]): number[] {
  return TO_FIRST.map((axis) => dims[axis]!);
}
