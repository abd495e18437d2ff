import type { RawResult } from '../../result.ts';
import type { LoadRow } from './row.ts';

/** All ways to load a set must end in the same pixels, in the same order. */
export function faults({ rows }: RawResult<LoadRow>): string[] {
  const measured = rows.filter(({ skipped }) => skipped === undefined);
  return measured.flatMap((row) => {
    const reference = measured.find(({ set }) => set === row.set)!;
    if (row.pixelsSha256 === reference.pixelsSha256) return [];
    return [`'${row.name}' loads other pixels than '${reference.name}'`];
  });
}
