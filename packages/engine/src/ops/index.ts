import { binary } from './binary.ts';
import { conv } from './conv.ts';
import { depthwise } from './depthwise.ts';
import { einsum } from './einsum.ts';
import { enlargedConv } from './enlarged-conv.ts';
import { gather } from './gather.ts';
import { layout } from './layout.ts';
import { matmul } from './matmul.ts';
import { normalize } from './normalize.ts';
import type { Op, OpTable } from './op.ts';
import { pool } from './pool.ts';
import { rearrange } from './rearrange.ts';
import { reduce } from './reduce.ts';
import { resize } from './resize.ts';
import { scan } from './scan.ts';
import { trigonometry } from './trigonometry.ts';
import { unary } from './unary.ts';
import { whole } from './whole.ts';

/**
 * Every kernel that the traced engines cover, by family. Adding one is one entry in its family's file; tests ask
 * for calls of it in `testing/kernel-cases` and `testing/fuzz/kernels`, and one writes `coverage.md`.
 */
export const families = Object.freeze({
  'elementwise, one tensor': unary,
  'elementwise, several': binary,
  angles: trigonometry,
  'whole numbers, tests and sequences': whole,
  'matrix products': matmul,
  'sums of products': einsum,
  reductions: reduce,
  'running sums': scan,
  layout,
  'mirroring and folding': rearrange,
  'picking and placing': gather,
  convolutions: conv,
  'convolutions of enlarged pictures': enlargedConv,
  'depthwise convolutions': depthwise,
  pooling: pool,
  resizing: resize,
  normalisation: normalize,
}) satisfies Readonly<Record<string, OpTable>>;

/** All of them by name. */
export const ops: Readonly<Record<string, Op>> = Object.assign({}, ...Object.values(families));
