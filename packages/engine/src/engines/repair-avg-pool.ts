import { poolInfo } from '../ops/conv-info.ts';
import { pixelsIn, windowsOf } from '../ops/reach.ts';
import { repairKernel } from './repair-kernel.ts';

/**
 * tfjs-backend-cpu 4.22 averages over the pixels that a window holds, but its gradient divides by the
 * window's whole size, padding included. Here the gradient is made larger by as much as it is too small.
 */
export function repairAveragePoolGradient(): void {
  repairKernel('AvgPoolGrad', ({ inputs, attrs, backend, original }) => {
    const { dy, input } = inputs;
    const info = poolInfo(input!.shape, attrs);
    const pixels = pixelsIn(windowsOf(info));
    const size = info.filterHeight * info.filterWidth;
    // Where sizes were rounded up there are more windows than the gradient knows of: it leaves them out.
    const [, rows, columns, channels] = dy!.shape as [number, number, number, number];
    const values = (backend.readSync(dy!.dataId) as Float32Array).map((value, i) => {
      const place = Math.floor(i / channels) % (rows * columns);
      const [row, column] = [Math.floor(place / columns), place % columns];
      const known = row < info.outHeight && column < info.outWidth;
      return known ? (value * size) / pixels[row * info.outWidth + column]! : value;
    });
    const dataId = backend.write(values, dy!.shape, dy!.dtype);
    const result = original({ ...inputs, dy: { ...dy!, dataId } });
    backend.disposeData(dataId);
    return result;
  });
}
