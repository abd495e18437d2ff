import { EngineError } from '../errors.ts';
import { floats } from '../graph/graph.ts';
import type { LoweringCall } from './op.ts';

type Activation = (call: LoweringCall, value: string) => string;

const named =
  (onnx: string): Activation =>
  ({ b }, value) =>
    b.op(onnx, [value]);

/** tfjs's names of the activations that fused kernels carry. */
const activations: Readonly<Record<string, Activation>> = {
  linear: (_, value) => value,
  relu: named('Relu'),
  relu6: ({ b }, value) => b.op('Clip', [value, ...[0, 6].map((bound) => b.constant(floats([], [bound])))]),
  sigmoid: named('Sigmoid'),
  elu: named('Elu'),
  leakyrelu: ({ b, attrs }, value) => b.op('LeakyRelu', [value], { alpha: attrs.leakyreluAlpha as number }),
  prelu: ({ b, names }, value) => b.op('PRelu', [value, names.preluActivationWeights!]),
};

export function activate(call: LoweringCall, value: string): string {
  const activation = (call.attrs.activation as string | undefined) ?? 'linear';
  if (Object.hasOwn(activations, activation)) return activations[activation]!(call, value);
  throw new EngineError(
    'OP_NOT_COVERED',
    `${call.kernel} with activation '${activation}' is not covered. Use the engine 'tfjs', or apply the activation apart.`,
  );
}
