import { formatLoss, formatPercent, formatRate } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import type { Column } from '../column.ts';
import { type MnistRow, type SearchFigures, searchMeasures } from './row.ts';

type Found = (found: SearchFigures) => number;

export const columns: readonly Column<MnistRow>[] = Object.freeze([
  {
    title: 'code',
    description: 'numbers a picture',
    reading: 'A picture has 784 pixels.',
    format: String,
    value: (row) => row.codeSize,
  },
  {
    title: 'test BCE',
    description: 'binary cross-entropy of reconstructed test pictures, in nats a pixel',
    reading: "Raw pixels show the floor: the pixels' own entropy, which nothing can be below.",
    better: 'lower',
    format: formatLoss,
    value: (row) => row.bce,
  },
  {
    title: 'above floor',
    description: 'test BCE less its floor: what the code lost',
    reading: 'The target is 0.017 or less after all epochs (--full).',
    better: 'lower',
    format: formatLoss,
    value: (row) => row.bce - row.bceFloor,
  },
  {
    title: 'PSNR dB',
    description: 'peak signal-to-noise ratio of reconstructed test pictures',
    reading: '3 dB more is half the squared error. PCA is the best that a linear code can do.',
    better: 'higher',
    format: (value) => (value === Infinity ? 'exact' : value.toFixed(1)),
    value: (row) => -10 * Math.log10(row.mse),
  },
  ...searchColumns(
    'p@10',
    'of the 10 training pictures nearest to a test picture, the share of its class, by measure',
    'Guessing gives 10 %. Compare with raw pixels.',
    (found) => found.precisionAt10,
  ),
  ...searchColumns(
    'kNN',
    'share of test pictures labelled right by the majority of their 10 nearest, by measure',
    'Compare with raw pixels.',
    (found) => found.knn.accuracy,
  ),
  {
    title: 'encode',
    description: 'test pictures encoded a second, median of several tries',
    reading: 'Raw pixels are only divided by 255.',
    better: 'higher',
    format: imagesPerSecond,
    value: ({ encode }) => encode.images / median(encode.seconds),
  },
  {
    title: 'train',
    description: 'pictures trained on a second, all epochs, without evaluation and previews',
    reading: 'Only of what is trained by steps.',
    better: 'higher',
    format: imagesPerSecond,
    value: ({ training }) => training && training.images / training.seconds,
  },
] satisfies Column<MnistRow>[]);

function imagesPerSecond(value: number): string {
  return formatRate(value, 'img');
}

/** One column a measure. */
function searchColumns(
  title: string,
  description: string,
  reading: string,
  figure: Found,
): Column<MnistRow>[] {
  return searchMeasures.map((measure) => ({
    title: `${title} ${measure}`,
    description,
    reading: `${reading} A measure that cannot compare these codes has none: BCE needs numbers in 0..1.`,
    better: 'higher',
    format: (value) => formatPercent(value),
    value(row) {
      const found = row.searches.find((search) => search.measure === measure);
      return found && figure(found);
    },
  }));
}
