import { type ImageSet, type LabelSet, select, take } from '@hourglass/datasets';

/** Pictures that an encoder is tried on: for each query, the nearest of the items are looked for. */
export interface Exam {
  readonly items: ImageSet;
  readonly queries: ImageSet;
}

/** Small enough to be taken again and again: a fifth of a second for a code, half a second for raw pixels. */
export function quickExam(train: ImageSet, test: ImageSet): Exam {
  return {
    items: take(train, Math.min(train.count, 10_000)),
    queries: take(test, Math.min(test.count, 1000)),
  };
}

/**
 * Every fifth query, for codes as long as raw pixels, of which all would take 15 s.
 * Not the first fifth: in MNIST the first half of the test pictures is the easier one.
 */
export function everyFifthQuery({ items, queries }: Exam): Exam {
  const rows = Array.from({ length: Math.ceil(queries.count / 5) }, (_, fifth) => fifth * 5);
  return { items, queries: select(queries, rows) };
}

/** The first pictures of a set of which no two are of the same class; without classes, the first pictures. */
export function oneOfEachClass(images: ImageSet, count: number): ImageSet {
  const labels = labelsOf(images)?.values;
  if (labels === undefined) return take(images, Math.min(count, images.count));
  const rows = new Map<number, number>();
  for (let row = 0; row < images.count && rows.size < count; row++) {
    if (!rows.has(labels[row]!)) rows.set(labels[row]!, row);
  }
  return select(images, [...rows.values()]);
}

/** The labels that codes are judged by: the finest there are. A folder of one's own may have none. */
export function labelsOf({ labels }: ImageSet): LabelSet | undefined {
  return labels.fine ?? Object.values(labels)[0];
}
