import { filterRows, type ImageSet } from '@hourglass/datasets';

/**
 * The rows of a class: by its name in any of the label sets (`apple`, or `flowers` for a class of classes), or by
 * its number in the first of `fine`. Blanks may stand for the underscores of a name.
 *
 * @throws {DatasetError} `INPUT_INVALID` that lists the classes.
 */
export function rowsOfClass(set: ImageSet, label: string): Int32Array {
  const name = label.trim().replaceAll(' ', '_');
  const labelSets = ['fine', ...Object.keys(set.labels)];
  for (const labels of labelSets) {
    const names = set.labels[labels]?.names ?? [];
    const known = [label, name].find((asked) => names.includes(asked));
    if (known !== undefined) return filterRows(set, { labels, classes: [known] });
  }
  return filterRows(set, { classes: [/^\d+$/.test(name) ? Number(name) : name] });
}
