import { EngineError } from '../errors.ts';
import type { LoweringCall } from './op.ts';

/** tfjs's names of the activations that fused kernels carry. */
const activations: Readonly<Record<string, string>> = {
  linear: '',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  elu: 'Elu',
};

/** The ONNX operator of a fused kernel's activation; '' if it has none. */
export function onnxActivation({ kernel, attrs }: Pick<LoweringCall, 'kernel' | 'attrs'>): string {
  const activation = (attrs.activation as string | undefined) ?? 'linear';
  const onnx = activations[activation];
  if (onnx === undefined) {
    throw new EngineError(
      'OP_NOT_COVERED',
      `${kernel} with activation '${activation}' is not covered. Use the engine 'tfjs', or apply the activation apart.`,
    );
  }
  return onnx;
}

export function activate(call: LoweringCall, value: string): string {
  const onnx = onnxActivation(call);
  return onnx === '' ? value : call.b.op(onnx, [value]);
}
