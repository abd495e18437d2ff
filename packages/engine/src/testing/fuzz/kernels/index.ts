import { binary } from './binary.ts';
import type { Generators } from './generator.ts';
import { layout } from './layout.ts';
import { picking } from './picking.ts';
import { pictures } from './pictures.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import { unary } from './unary.ts';

/** One generator for every kernel that the engine covers; a test says which is missing. */
export const kernels: Generators = {
  ...unary,
  ...binary,
  ...reductions,
  ...products,
  ...layout,
  ...picking,
  ...pictures,
};
