import * as tf from '@tensorflow/tfjs-core';
import { poolInfo } from '../ops/conv-info.ts';
import { pixelsInWindows } from '../ops/overlapping-pool.ts';

const kernelName = 'AvgPoolGrad';
const backendName = 'cpu';
let repaired = false;

/**
 * tfjs-backend-cpu 4.22 averages over the pixels that a window holds, but its gradient divides by the
 * window's whole size, padding included. Here the gradient is made larger by as much as it is too small.
 */
export function repairAveragePoolGradient(): void {
  const original = tf.getKernel(kernelName, backendName);
  if (repaired || !original) return;
  repaired = true;
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend: owner }) => {
      const backend = owner as tf.KernelBackend;
      const { dy, input } = inputs as Record<string, tf.TensorInfo>;
      const info = poolInfo(input!.shape, attrs ?? {});
      const pixels = pixelsInWindows(info);
      const size = info.filterHeight * info.filterWidth;
      const values = (backend.readSync(dy!.dataId) as Float32Array).map(
        (value, i) => (value * size) / pixels[Math.floor(i / info.outChannels) % pixels.length]!,
      );
      const dataId = backend.write(values, dy!.shape, dy!.dtype);
      const given = { ...inputs, dy: { ...dy!, dataId } };
      const result = original.kernelFunc({ inputs: given, backend, ...(attrs ? { attrs } : {}) });
      backend.disposeData(dataId);
      return result;
    },
  });
}
