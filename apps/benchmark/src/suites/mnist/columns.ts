import { formatPercent } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import type { Column } from '../columns/column.ts';
import { quality } from '../columns/quality.ts';
import { imagesPerSecond, speed } from '../columns/speed.ts';
import { type MnistRow, type SearchFigures, searchMeasures } from './row.ts';

type Found = (found: SearchFigures) => number;

export const columns: readonly Column<MnistRow>[] = Object.freeze([
  quality.codeSize('A picture has 784 pixels.'),
  quality.bce((row) => row.bce),
  quality.aboveFloor(
    'The target is 0.017 or less after all epochs (--full).',
    (row) => row.bce - row.bceFloor,
  ),
  quality.psnr((row) => row.mse),
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
  speed.encode(({ encode }) => encode.images / median(encode.seconds)),
  {
    title: 'train',
    description: 'pictures trained on a second, all epochs, without evaluation and previews',
    reading: 'Only of what is trained by steps.',
    better: 'higher',
    format: imagesPerSecond,
    value: ({ training }) => training && training.images / training.seconds,
  },
] satisfies Column<MnistRow>[]);

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
