import { type ImageSet, loadDataset, take } from '@hourglass/datasets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { categoryKept } from './category-kept.ts';
import { type Classifier, trainClassifier } from './classifier.ts';

let train: ImageSet;
let held: ImageSet;
let classifier: Classifier;

beforeAll(async () => {
  const mnist = await loadDataset('mnist');
  train = take(mnist.train, 2560);
  held = take(mnist.test, 500);
  classifier = await trainClassifier(train, { labels: 'fine', epochs: 3 });
});
afterAll(() => classifier.dispose());

const asShares = ({ pixels }: ImageSet) => Float32Array.from(pixels, (pixel) => pixel / 255);

describe('the category kept', () => {
  test('is all of it where pictures are as they were', async () => {
    const { originals, reconstructions, kept } = await categoryKept(classifier, held, asShares(held), 'fine');
    expect(originals).toBeGreaterThan(0.8);
    expect(reconstructions).toBe(originals);
    expect(kept).toBe(1);
  });

  test('is what guessing gives where every picture is the same', async () => {
    const grey = new Float32Array(held.pixels.length).fill(0.5);
    const { reconstructions } = await categoryKept(classifier, held, grey, 'fine');
    expect(reconstructions).toBeLessThan(0.2);
  });

  test('is judged by coarser labels if asked', async () => {
    const fine = held.labels.fine!;
    const odd = { names: ['even', 'odd'], values: fine.values.map((digit) => digit % 2) };
    const grouped: ImageSet = { ...held, labels: { fine, parity: odd } };
    const byDigit = await categoryKept(classifier, grouped, asShares(held), 'fine');
    const byParity = await categoryKept(classifier, grouped, asShares(held), 'fine', 'parity');
    expect(byParity.originals).toBeGreaterThan(byDigit.originals);
  });
});

test('a classifier of labels that are not there is refused', async () => {
  await expect(trainClassifier(train, { labels: 'coarse', epochs: 1 })).rejects.toThrow(
    "set 'mnist' has no labels 'coarse', but fine.",
  );
  await expect(trainClassifier(take(train, 100), { labels: 'fine', epochs: 1 })).rejects.toThrow(
    'at least 128',
  );
});
