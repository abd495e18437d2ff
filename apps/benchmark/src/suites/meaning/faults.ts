import type { RawResult } from '../../result.ts';
import type { MeaningRow } from './row.ts';

/** A code that was fitted for meaning must find more than the pixels that it was made from. */
export function faults({ rows }: RawResult<MeaningRow>): string[] {
  const precision = ({ fits }: MeaningRow) => Math.min(...fits.map((fit) => fit.precisionAt10.fine!));
  const raw = rows.filter(({ name }) => name.startsWith('raw')).map(precision);
  return rows
    .filter((row) => row.name.startsWith('dictionar') && raw.some((found) => precision(row) < found))
    .map(({ name }) => `${name} finds less than raw pixels do.`);
}
