import type { ImageSet, LabelSet } from '../image-set.ts';

/** The set's label sets with other values and the same names. */
export function mapLabels(
  set: ImageSet,
  change: (values: Uint8Array, key: string) => Uint8Array,
): Record<string, LabelSet> {
  const entries = Object.entries(set.labels);
  return Object.fromEntries(
    entries.map(([key, label]) => [key, { ...label, values: change(label.values, key) }]),
  );
}
