import { poolInfo } from '../ops/conv-info.ts';
import { pixelsInWindows } from '../ops/overlapping-pool.ts';
import { repairKernel } from './repair-kernel.ts';

/**
 * tfjs-backend-cpu 4.22 averages over the pixels that a window holds, but its gradient divides by the
 * window's whole size, padding included. Here the gradient is made larger by as much as it is too small.
 */
export function repairAveragePoolGradient(): void {
  repairKernel('AvgPoolGrad', ({ inputs, attrs, backend, original }) => {
    const { dy, input } = inputs;
    const info = poolInfo(input!.shape, attrs);
    const pixels = pixelsInWindows(info);
    const size = info.filterHeight * info.filterWidth;
    const values = (backend.readSync(dy!.dataId) as Float32Array).map(
      (value, i) => (value * size) / pixels[Math.floor(i / info.outChannels) % pixels.length]!,
    );
    const dataId = backend.write(values, dy!.shape, dy!.dtype);
    const result = original({ ...inputs, dy: { ...dy!, dataId } });
    backend.disposeData(dataId);
    return result;
  });
}
