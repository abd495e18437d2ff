import { EngineError } from '../errors.ts';
import type { LoweringCall } from './op.ts';

/** tfjs's names of the activations that fused kernels carry. */
const activations: Readonly<Record<string, string>> = {
  linear: '',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  elu: 'Elu',
};

export function activate({ b, kernel, attrs }: LoweringCall, value: string): string {
  const activation = (attrs.activation as string | undefined) ?? 'linear';
  const onnx = activations[activation];
  if (onnx === undefined) {
    throw new EngineError(
      'OP_NOT_COVERED',
      `${kernel} with activation '${activation}' is not covered. Use the engine 'tfjs', or apply the activation apart.`,
    );
  }
  return onnx === '' ? value : b.op(onnx, [value]);
}
