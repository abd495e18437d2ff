import { binary } from './binary.ts';
import { convolutions } from './convolutions.ts';
import type { KernelCases } from './kernel-case.ts';
import { layout } from './layout.ts';
import { made } from './made.ts';
import { picking } from './picking.ts';
import { pictures } from './pictures.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import { unary } from './unary.ts';

/** Of each kernel that tfjs knows and the engine covers, calls that ask for it. */
export const kernelCases: KernelCases = {
  ...unary,
  ...binary,
  ...reductions,
  ...products,
  ...layout,
  ...picking,
  ...convolutions,
  ...pictures,
  ...made,
};
