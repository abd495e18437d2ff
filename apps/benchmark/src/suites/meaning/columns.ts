import { formatDuration, formatPercent } from '@hourglass/viz';
import type { Column } from '../columns/column.ts';
import { quality } from '../columns/quality.ts';
import { speed } from '../columns/speed.ts';
import type { MeaningFigures, MeaningRow } from './row.ts';
import type { MeaningSet } from './sizes.ts';

type Figure = (figures: MeaningFigures) => number | undefined;

/** Columns that every set has, and those that only some have. */
export function columns(set: MeaningSet): readonly Column<MeaningRow>[] {
  const photographs = set === 'cifar100';
  return Object.freeze([
    quality.codeSize('Raw pixels are 784 (MNIST) or 3072 (CIFAR-100).'),
    share(
      'p@10',
      "of the 10 nearest training pictures, the share of the query's class",
      (fit) => fit.precisionAt10.fine,
    ),
    ...(photographs
      ? [
          share(
            'p@10 coarse',
            'the same of its superclass, of which there are 20',
            (fit) => fit.precisionAt10.coarse,
          ),
          share('flowers', 'p@10 of orchids, poppies, roses, sunflowers and tulips', (fit) => fit.flowers),
          {
            ...share(
              'border',
              'how much nearer the 10 nearest are in the colour of their border than any pictures',
              (fit) => fit.border,
            ),
            reading: 'High: found by their background. The row `border` compares nothing else.',
            better: 'lower' as const,
          },
        ]
      : []),
    share(
      'kNN',
      'queries whose class most of their 3 (photographs: 20) nearest have',
      (fit) => fit.knnAccuracy.fine,
    ),
    ...(photographs
      ? []
      : [
          share(
            'moved p@10',
            'p@10 of queries that were moved by 4 pixels',
            (fit) => fit.moved?.precisionAt10,
          ),
          share('moved kNN', 'kNN of queries that were moved by 4 pixels', (fit) => fit.moved?.knnAccuracy),
        ]),
    quality.aboveFloor('Empty: this encoder has no way back.', ({ fits }) => rebuilt(fits, 'excessBce')),
    quality.psnr(({ fits }) => rebuilt(fits, 'mse')),
    {
      title: 'spread',
      description: 'the largest p@10 of several seeds less the smallest',
      reading: 'Differences between rows that are smaller say nothing.',
      better: 'lower',
      format: (value) => formatPercent(value),
      value({ fits }) {
        const found = fits.map(({ precisionAt10 }) => precisionAt10.fine!);
        return fits.length > 1 ? Math.max(...found) - Math.min(...found) : undefined;
      },
    },
    {
      title: 'fit',
      description: 'time of a fit, without the encoding of the index',
      reading: 'On all cores; pixels and labels of the test set are never seen.',
      better: 'lower',
      format: formatDuration,
      value: ({ fits }) => mean(fits.map(({ fitSeconds }) => fitSeconds)),
    },
    speed.encode(({ fits }) => mean(fits.map(({ encode }) => encode.images / encode.seconds))),
  ] satisfies Column<MeaningRow>[]);
}

/** A share of all queries, as the mean over the seeds. */
function share(title: string, description: string, figure: Figure): Column<MeaningRow> {
  return {
    title,
    description,
    reading: 'Compare with raw pixels; the mean over the seeds.',
    better: 'higher',
    format: (value) => formatPercent(value),
    value({ fits }) {
      const values = fits.map(figure);
      return values.every((value) => value !== undefined) ? mean(values) : undefined;
    },
  };
}

function rebuilt(fits: readonly MeaningFigures[], figure: 'excessBce' | 'mse'): number | undefined {
  const values = fits.flatMap(({ rebuilt: one }) => (one ? [one[figure]] : []));
  return values.length > 0 ? mean(values) : undefined;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
