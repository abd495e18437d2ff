import { binary } from './binary.ts';
import { conv } from './conv.ts';
import { depthwise } from './depthwise.ts';
import { einsum } from './einsum.ts';
import { enlargedConv } from './enlarged-conv.ts';
import { gather } from './gather.ts';
import { layout } from './layout.ts';
import { matmul } from './matmul.ts';
import { normalize } from './normalize.ts';
import type { OpTable } from './op.ts';
import { pool } from './pool.ts';
import { rearrange } from './rearrange.ts';
import { reduce } from './reduce.ts';
import { resize } from './resize.ts';
import { scan } from './scan.ts';
import { trigonometry } from './trigonometry.ts';
import { unary } from './unary.ts';
import { whole } from './whole.ts';

/** Every kernel that the traced engines cover. Adding one is one entry in its family's file. */
export const ops: OpTable = {
  ...unary,
  ...trigonometry,
  ...whole,
  ...binary,
  ...matmul,
  ...einsum,
  ...reduce,
  ...scan,
  ...layout,
  ...rearrange,
  ...gather,
  ...conv,
  ...enlargedConv,
  ...depthwise,
  ...pool,
  ...resize,
  ...normalize,
};
