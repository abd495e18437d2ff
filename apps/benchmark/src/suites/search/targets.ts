import type { SearchRow } from './row.ts';

/** What the project promises of the exact index: queries a second over those of faiss IndexFlatIP. */
export function targetOf({ contender, work, count, size }: SearchRow): number | undefined {
  if (contender !== 'exact') return undefined;
  if (count === 60_000 && size === 64) return work === 'many' ? 1.5 : 1;
  if (count === 50_000 && size === 512) return work === 'many' ? 1.25 : 1;
  return undefined;
}

/** The most that opening an index on disk may take. */
export const MOST_OPEN_SECONDS = 0.2;
