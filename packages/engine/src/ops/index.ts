import { binary } from './binary.ts';
import { conv } from './conv.ts';
import { depthwise } from './depthwise.ts';
import { enlargedConv } from './enlarged-conv.ts';
import { layout } from './layout.ts';
import { matmul } from './matmul.ts';
import { normalize } from './normalize.ts';
import type { OpTable } from './op.ts';
import { pool } from './pool.ts';
import { reduce } from './reduce.ts';
import { resize } from './resize.ts';
import { unary } from './unary.ts';

/** Every kernel that the traced engines cover. Adding one is one entry in its family's file. */
export const ops: OpTable = {
  ...unary,
  ...binary,
  ...matmul,
  ...reduce,
  ...layout,
  ...conv,
  ...enlargedConv,
  ...depthwise,
  ...pool,
  ...resize,
  ...normalize,
};
