import { epochOrder, type ImageSet } from '@hourglass/datasets';

export interface Choice {
  readonly count: number;
  readonly seed: number;
  /** Rows to choose among; absent: all. */
  readonly among?: Int32Array | undefined;
}

/**
 * Rows to show: by chance, but no class twice before each has had its turn, and side by side by class.
 * The seed alone decides.
 */
export function choosePictures(set: ImageSet, { count, seed, among }: Choice): number[] {
  const order = epochOrder(among?.length ?? set.count, { seed });
  const rows = Array.from(order, (place) => among?.[place] ?? place);
  const classes = set.labels.fine?.values;
  if (classes === undefined) return rows.slice(0, count);
  const seen = new Map<number, number>();
  const turns = rows.map((row) => {
    const turn = seen.get(classes[row]!) ?? 0;
    seen.set(classes[row]!, turn + 1);
    return { row, turn };
  });
  // Sorting is stable, so within one turn chance decides.
  const chosen = turns.sort((a, b) => a.turn - b.turn).slice(0, count);
  return chosen.map(({ row }) => row).sort((a, b) => classes[a]! - classes[b]!);
}
