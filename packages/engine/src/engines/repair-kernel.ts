import * as tf from '@tensorflow/tfjs-core';

/** What a repaired kernel is called with, and the kernel as tfjs has it. */
export interface Repair {
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly attrs: tf.NamedAttrMap;
  readonly backend: tf.KernelBackend;
  original(inputs: Readonly<Record<string, tf.TensorInfo>>): tf.TensorInfo;
}

const backendName = 'cpu';
const repaired = new Set<string>();

/** Puts another function in the place of a kernel of the plain JavaScript backend, once, if that is loaded. */
export function repairKernel(kernelName: string, run: (call: Repair) => tf.TensorInfo): void {
  const kernel = tf.getKernel(kernelName, backendName);
  if (repaired.has(kernelName) || !kernel) return;
  repaired.add(kernelName);
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs = {}, backend }) =>
      run({
        inputs: inputs as Record<string, tf.TensorInfo>,
        attrs,
        backend: backend as tf.KernelBackend,
        original: (given) => kernel.kernelFunc({ inputs: given, attrs, backend }) as tf.TensorInfo,
      }),
  });
}
