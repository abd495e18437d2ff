import type { BaseRow } from '../result.ts';
import type { RowStore } from '../row-store.ts';

export interface KeptRows<Row> {
  readonly rows: readonly Row[];
  /** Whether they are those of a run that was cut off. */
  readonly kept: boolean;
}

/** Rows that are measured together: those of a run that was cut off if all are there, else measured and kept. */
export async function keptRows<Row extends BaseRow>(
  store: RowStore | undefined,
  keys: readonly unknown[],
  measure: () => Promise<readonly Row[]>,
): Promise<KeptRows<Row>> {
  const found = await Promise.all(keys.map((key) => store?.get(key)));
  if (found.every((row) => row !== undefined)) return { rows: found as unknown as Row[], kept: true };
  const rows = await measure();
  for (const [i, row] of rows.entries()) await store?.put(keys[i], row);
  return { rows, kept: false };
}
