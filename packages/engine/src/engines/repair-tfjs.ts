import { repairAveragePoolGradient } from './repair-avg-pool.ts';
import { repairResizeGradient } from './repair-resize.ts';

/** Mends the kernels of the plain JavaScript backend that are wrong, so that it can be the reference. */
export function repairTfjs(): void {
  repairAveragePoolGradient();
  repairResizeGradient();
}
