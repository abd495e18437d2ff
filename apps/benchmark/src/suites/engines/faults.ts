import type { RawResult } from '../../result.ts';
import { reference } from './contenders.ts';
import type { EngineRow } from './row.ts';

/** Relative difference of two losses that float32 explains. */
export const tolerance = 1e-4;

/** How far a row's checked loss is from the reference's, relative to it. */
export function agreement(row: EngineRow, rows: readonly EngineRow[]): number | undefined {
  const wanted = rows.find(({ name }) => name === reference)?.check.loss;
  return wanted === undefined ? undefined : Math.abs(row.check.loss - wanted) / Math.abs(wanted);
}

export function faults({ rows }: RawResult<EngineRow>): string[] {
  return rows.flatMap((row) => {
    const difference = agreement(row, rows);
    // Not `> tolerance`: a NaN must not pass.
    if (difference === undefined || difference <= tolerance) return [];
    return [
      `'${row.name}' computes another loss than '${reference}': ${difference} apart, at most ${tolerance}`,
    ];
  });
}
