import type { RawResult } from '../../result.ts';
import type { TrainRow } from './row.ts';

/** Losses of the same work: what float32 explains, relative to the loss. */
export const lossTolerance = 1e-4;
/** How far a weight tensor moved, relative to the mean of both. Adam makes steps of noise where gradients are tiny. */
export const movedTolerance = 0.02;
/** Numbers of a code, which are in 0..1. */
export const codeTolerance = 1e-4;

export interface Difference {
  readonly what: 'loss' | 'moved' | 'codes';
  readonly amount: number;
  readonly agrees: boolean;
}

/** The row that others are compared with: PyTorch, else TensorFlow.js itself, else the first that was measured. */
export function referenceOf({ exercise }: TrainRow, rows: readonly TrainRow[]): TrainRow | undefined {
  const proven = rows.filter((row) => row.exercise === exercise && row.proof !== undefined);
  const named = ['torch', 'tfjs'].map((name) => proven.find(({ contender }) => contender === name));
  return named.find((row) => row !== undefined) ?? proven[0];
}

/** The largest difference from the reference, by its tolerance; of the reference itself, and of rows without a proof, none. */
export function differenceOf(row: TrainRow, rows: readonly TrainRow[]): Difference | undefined {
  const wanted = referenceOf(row, rows);
  if (!row.proof || !wanted?.proof || wanted === row) return undefined;
  const { loss = 0, moved = [], codes = [] } = row.proof;
  const { loss: wantedLoss = 0, moved: wantedMoved = [], codes: wantedCodes = [] } = wanted.proof;
  const relative = (a: number, b: number) =>
    a === b ? 0 : Math.abs(a - b) / ((Math.abs(a) + Math.abs(b)) / 2);
  const worst = (values: readonly number[]) => Math.max(0, ...values);
  // Not `> tolerance`: a NaN must not pass.
  const difference = (what: Difference['what'], amount: number, most: number): Difference => {
    return { what, amount, agrees: amount <= most };
  };
  const all = [
    difference('loss', relative(loss, wantedLoss), lossTolerance),
    difference('moved', worst(wantedMoved.map((value, i) => relative(value, moved[i]!))), movedTolerance),
    difference('codes', worst(wantedCodes.map((value, i) => Math.abs(value - codes[i]!))), codeTolerance),
  ];
  return all.find(({ agrees }) => !agrees) ?? (row.proof.codes ? all[2] : all[0]);
}

export function faults({ rows }: RawResult<TrainRow>): string[] {
  return rows.flatMap((row) => {
    if (row.failed !== undefined) return [`'${row.name}' failed: ${row.failed}`];
    const difference = differenceOf(row, rows);
    if (!difference || difference.agrees) return [];
    const { what, amount } = difference;
    return [
      `'${row.name}' does other work than '${referenceOf(row, rows)!.name}': ${what} ${amount.toExponential(1)} apart`,
    ];
  });
}
