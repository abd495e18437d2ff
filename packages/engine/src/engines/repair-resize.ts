import { sizeOf } from '../graph/graph.ts';
import { repairKernel } from './repair-kernel.ts';

/**
 * tfjs-backend-cpu 4.22 looks for the gradients of all pictures but the first at the wrong place, so that a
 * net with upSampling2d does not learn there what it should. One picture at a time it is right.
 */
export function repairResizeGradient(): void {
  repairKernel('ResizeNearestNeighborGrad', ({ inputs, backend, original }) => {
    const [images, dy] = [inputs.images!, inputs.dy!];
    const gradients = backend.readSync(dy.dataId) as Float32Array;
    const [count = 0, ...small] = images.shape;
    const large = dy.shape.slice(1);
    const result = new Float32Array(sizeOf(images.shape));
    for (let i = 0; i < count; i++) {
      const part = gradients.slice(i * sizeOf(large), (i + 1) * sizeOf(large));
      const shape = [1, ...large];
      const one = { shape, dtype: dy.dtype, dataId: backend.write(part, shape, dy.dtype) };
      const made = original({ images: { ...images, shape: [1, ...small] }, dy: one });
      result.set(backend.readSync(made.dataId) as Float32Array, i * sizeOf(small));
      backend.disposeData(made.dataId);
      backend.disposeData(one.dataId);
    }
    const dataId = backend.write(result, images.shape, images.dtype);
    return { shape: images.shape, dtype: images.dtype, dataId };
  });
}
