import type { LoweringCall } from './op.ts';

/** The bias of a fused convolution, one number a channel; tfjs takes one for all channels too. None is an empty list. */
export function biasOf({ b, names, inputs }: LoweringCall, channels: number): string[] {
  if (!names.bias) return [];
  const { dims } = inputs.bias!;
  return dims.length === 1 && dims[0] === channels
    ? [names.bias]
    : [b.op('Expand', [names.bias, b.shape([channels])])];
}
