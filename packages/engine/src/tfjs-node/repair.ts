import * as tf from '@tensorflow/tfjs-core';

/** tfjs-node 4.22 calls two functions of `node:util` that Node 22 warns of and Node 23 begins to take out. */
export function repairUtil(util: Record<string, unknown>): void {
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}

/**
 * Two of tfjs-node's kernels use methods that tensors only have where the whole of tfjs is loaded, and
 * `Exp` disposes of the integers it is given.
 */
export function repairKernels(backendName: string): void {
  replace('Prelu', backendName, ({ inputs }) => {
    const [x, alpha] = [inputs.x as tf.Tensor, inputs.alpha as tf.Tensor];
    return tf.tidy(() => tf.add(tf.relu(x), tf.mul(alpha, tf.mul(0.5, tf.sub(x, tf.abs(x))))));
  });
  replace('Exp', backendName, (args, original) =>
    original({ ...args, inputs: { x: tf.cast(args.inputs.x as tf.Tensor, 'float32') } }),
  );
}

type KernelArguments = Parameters<tf.KernelFunc>[0];

function replace(
  kernelName: string,
  backendName: string,
  kernel: (args: KernelArguments, original: tf.KernelFunc) => ReturnType<tf.KernelFunc>,
): void {
  const original = tf.getKernel(kernelName, backendName).kernelFunc;
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc: (args) => kernel(args, original) });
}
