import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../graph/graph.ts';
import { repairAveragePoolGradient } from './repair-avg-pool.ts';

const kernelName = 'ResizeNearestNeighborGrad';
const backendName = 'cpu';
let repaired = false;

/**
 * The kernels of the plain JavaScript backend that are wrong. tfjs-backend-cpu 4.22 looks for the gradients of all pictures but the first at the wrong place, so
 * that a net with upSampling2d does not learn there what it should. One picture at a time it is right.
 */
export function repairTfjs(): void {
  repairAveragePoolGradient();
  const original = tf.getKernel(kernelName, backendName);
  if (repaired || !original) return;
  repaired = true;
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend: owner }) => {
      const backend = owner as tf.KernelBackend;
      const [images, dy] = [inputs.images as tf.TensorInfo, inputs.dy as tf.TensorInfo];
      const gradients = backend.readSync(dy.dataId) as Float32Array;
      const [count = 0, ...small] = images.shape;
      const large = dy.shape.slice(1);
      const result = new Float32Array(sizeOf(images.shape));
      for (let i = 0; i < count; i++) {
        const part = gradients.slice(i * sizeOf(large), (i + 1) * sizeOf(large));
        const one = {
          shape: [1, ...large],
          dtype: dy.dtype,
          dataId: backend.write(part, [1, ...large], dy.dtype),
        };
        const given = { images: { ...images, shape: [1, ...small] }, dy: one };
        const made = original.kernelFunc({
          inputs: given,
          backend,
          ...(attrs ? { attrs } : {}),
        }) as tf.TensorInfo;
        result.set(backend.readSync(made.dataId) as Float32Array, i * sizeOf(small));
        backend.disposeData(made.dataId);
        backend.disposeData(one.dataId);
      }
      return {
        shape: images.shape,
        dtype: images.dtype,
        dataId: backend.write(result, images.shape, images.dtype),
      };
    },
  });
}
