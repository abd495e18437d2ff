import { accurate } from './accurate.ts';
import type { Expansion } from './composite.ts';
import { expandEnlargedConv, expandEnlargedFilterGradient } from './enlarged-conv.ts';
import { expandFilterGradient } from './filter-gradient.ts';
import { expandMaxPoolGradient } from './max-pool-gradient.ts';

/** How each composite is written where pictures lie with their channels first. */
export const expansions: Readonly<Record<string, Expansion>> = {
  ...accurate,
  EnlargedConv: expandEnlargedConv,
  EnlargedFilterGradient: expandEnlargedFilterGradient,
  FilterGradient: expandFilterGradient,
  MaxPoolGradient: expandMaxPoolGradient,
};
