import type { ImageSet } from '@hourglass/datasets';
import type { Classifier } from './classifier.ts';

/** What reconstructions have kept of the pictures' classes, told by a classifier that was trained on originals. */
export interface CategoryKept {
  /** Share of the original pictures that it labels right. */
  readonly originals: number;
  /** Share of the reconstructions that it labels right. */
  readonly reconstructions: number;
  /** The second as a share of the first. */
  readonly kept: number;
}

/**
 * @param outputs reconstructions of `images`, count x pixels in 0..1.
 * @param labels which of the set's labels the classifier was trained on.
 * @param coarser labels to judge by instead, such as CIFAR-100's 20 groups: the group of the class that the
 * classifier says must be the picture's.
 */
export async function categoryKept(
  classifier: Classifier,
  images: ImageSet,
  outputs: Float32Array,
  labels: string,
  coarser: string = labels,
): Promise<CategoryKept> {
  const fine = images.labels[labels]!.values;
  const judged = images.labels[coarser]!.values;
  const groupOf = new Map(Array.from(fine, (label, i) => [label, judged[i]!]));
  const right = async (pixels: Float32Array) => {
    const classes = await classifier.classify(pixels);
    return (
      classes.reduce((sum, label, i) => sum + (groupOf.get(label) === judged[i] ? 1 : 0), 0) / images.count
    );
  };
  const originals = await right(Float32Array.from(images.pixels, (pixel) => pixel / 255));
  const reconstructions = await right(outputs);
  return { originals, reconstructions, kept: reconstructions / originals };
}
