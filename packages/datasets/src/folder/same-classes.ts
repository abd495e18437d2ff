import type { ImageSet } from '../image-set.ts';
import { mapLabels } from '../views/map-labels.ts';
import { MAX_CLASSES } from './folder-classes.ts';

/**
 * Two splits with one list of classes, in order of their names, where both have classes: each may lack some of the
 * other's. Where only one has classes, or there are too many, both have none: nothing could be compared by them.
 */
export function withSameClasses(train: ImageSet, test: ImageSet): { train: ImageSet; test: ImageSet } {
  const [one, other] = [train.labels.fine, test.labels.fine];
  const names = one && other ? [...new Set([...one.names, ...other.names])].sort() : [];
  if (names.length === 0 || names.length > MAX_CLASSES) {
    return { train: { ...train, labels: {} }, test: { ...test, labels: {} } };
  }
  return { train: renamed(train, names), test: renamed(test, names) };
}

function renamed(set: ImageSet, names: readonly string[]): ImageSet {
  const places = set.labels.fine!.names.map((name) => names.indexOf(name));
  const labels = mapLabels(set, (values) => values.map((value) => places[value]!));
  return { ...set, labels: { fine: { ...labels.fine!, names } } };
}
