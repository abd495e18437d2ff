import { composite } from '../composites/composite.ts';
import { EngineError } from '../errors.ts';
import { floats } from '../graph/graph.ts';
import type { OnnxOp } from '../graph/operators.ts';
import type { LoweringCall } from './op.ts';

/** Writes an activation that is more than an operator of one tensor. */
type Activation = (call: LoweringCall, value: string) => string;

/** tfjs's names of the activations that fused kernels carry; '' is none. */
const activations: Readonly<Record<string, OnnxOp | '' | Activation>> = {
  linear: '',
  relu: 'Relu',
  relu6: ({ b }, value) => b.op('Clip', [value, ...[0, 6].map((bound) => b.constant(floats([], [bound])))]),
  sigmoid: ({ b }, value) => composite(b, 'Sigmoid', [value], {}),
  elu: ({ b }, value) => composite(b, 'Elu', [value], {}),
  leakyrelu: ({ b, attrs }, value) => b.op('LeakyRelu', [value], { alpha: leakyAlpha(attrs) }),
  prelu: ({ b, names }, value) => b.op('PRelu', [value, names.preluActivationWeights!]),
};

/** Without one it is that of `tf.leakyRelu`; tfjs's own fused kernels give NaN for it. */
function leakyAlpha({ leakyreluAlpha = 0.2 }: LoweringCall['attrs']): number {
  return leakyreluAlpha as number;
}

/** The ONNX operator that is a fused kernel's activation: '' if it has none, `undefined` if it is none of one tensor. */
export function plainActivation({ attrs }: Pick<LoweringCall, 'attrs'>): OnnxOp | '' | undefined {
  const activation = activations[(attrs.activation as string | undefined) ?? 'linear'];
  return typeof activation === 'string' ? activation : undefined;
}

export function activate(call: LoweringCall, value: string): string {
  const name = (call.attrs.activation as string | undefined) ?? 'linear';
  const activation = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (activation === '') return value;
  if (typeof activation === 'string') return call.b.op(activation, [value]);
  if (activation) return activation(call, value);
  throw new EngineError(
    'OP_NOT_COVERED',
    `${call.kernel} with activation '${name}' is not covered. Use the engine 'tfjs', or apply the activation apart.`,
  );
}
