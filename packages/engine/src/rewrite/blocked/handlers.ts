import { accurate } from '../../composites/accurate.ts';
import { COMPOSITE } from '../../composites/composite.ts';
import { operatorsWith } from '../../graph/operators.ts';
import type { Handler } from './blocks.ts';
import { conv } from './conv.ts';
import { binary, unary } from './elementwise.ts';
import { enlargedConv } from './enlarged-conv.ts';
import { enlargedGradient, filterGradient, toLast } from './filter-gradient.ts';
import { maxPoolGradient, pool, resize } from './pool.ts';
import { overPixels } from './sums.ts';

const elementwise: Readonly<Record<string, Handler>> = {
  ...all(
    operatorsWith(({ shape, blocked }) => shape === 'unary' && blocked === true),
    unary,
  ),
  ...all(
    operatorsWith(({ shape, blocked }) => shape === 'elementwise' && blocked === true),
    binary,
  ),
};

const composites: Readonly<Record<string, Handler>> = {
  ...all(Object.keys(accurate), unary),
  EnlargedConv: enlargedConv,
  EnlargedFilterGradient: enlargedGradient,
  FilterGradient: filterGradient,
  MaxPoolGradient: maxPoolGradient,
};

const onnx: Readonly<Record<string, Handler>> = {
  ...elementwise,
  Conv: conv,
  MaxPool: pool,
  AveragePool: pool,
  Resize: resize,
  ReduceSum: overPixels,
  ReduceMean: overPixels,
  Transpose: toLast,
};

/** Writes an operator for pictures in blocks; all others read and write plain pictures. */
export function handlerOf({
  op,
  domain,
}: {
  readonly op: string;
  readonly domain?: string;
}): Handler | undefined {
  if (domain === COMPOSITE) return composites[op];
  return domain === undefined ? onnx[op] : undefined;
}

function all(ops: readonly string[], handler: Handler): Record<string, Handler> {
  return Object.fromEntries(ops.map((op) => [op, handler]));
}
