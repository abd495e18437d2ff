import { formatDuration, formatPercent } from '@hourglass/viz';
import type { Column } from '../columns/column.ts';
import { quality } from '../columns/quality.ts';
import { speed } from '../columns/speed.ts';
import type { SimilarFigures, SimilarRow } from './row.ts';
import type { SimilarSet } from './sizes.ts';

/** Columns that every set has, and those that only some have. */
export function columns(set: SimilarSet): readonly Column<SimilarRow>[] {
  const photographs = set === 'cifar100';
  const voters = photographs ? 20 : 3;
  return Object.freeze([
    quality.codeSize('Raw pixels are 784 (MNIST) or 3072 (CIFAR-100).'),
    share('p@10', "of the 10 nearest training pictures, the share of the query's class", 'fine', (found) => {
      return found.precisionAt10;
    }),
    {
      title: '95 % of p@10',
      description: 'where p@10 would be with other queries of the same kind, by bootstrap',
      reading: 'Rows whose intervals overlap widely are not told apart.',
      format: String,
      value: ({ figures }) => figures.fine!.precisionInterval.map((end) => (100 * end).toFixed(1)).join('-'),
    },
    ...(photographs
      ? [
          share(
            'p@10 clean',
            'p@10 of the queries that are not in the training split too',
            'fine',
            (found) => {
              return found.cleanPrecisionAt10;
            },
          ),
          share('p@10 coarse', 'the same of its superclass, of which there are 20', 'coarse', (found) => {
            return found.precisionAt10;
          }),
        ]
      : []),
    share('kNN', `queries whose class most of their ${voters} nearest have`, 'fine', (found) => {
      return found.knnAccuracy;
    }),
    share('MAP@R', 'mean average precision at R, over the first queries (see config)', 'fine', (found) => {
      return found.mapAtR;
    }),
    {
      title: 'gain',
      description: 'p@10 less that of the same codes as they are searched plainly, in points',
      reading: 'Only of answers that are ranked anew.',
      better: 'higher',
      format: (points) => `${points < 0 ? '' : '+'}${points.toFixed(1)}`,
      value({ reranking, figures }, { rows }) {
        const plain = reranking && rows.find(({ name }) => name === reranking.of);
        return plain && 100 * (figures.fine!.precisionAt10 - plain.figures.fine!.precisionAt10);
      },
    },
    {
      title: 'query',
      description: 'time of a query, many at once',
      reading: 'Exact search on all cores; compare with the row without a step.',
      better: 'lower',
      format: formatDuration,
      value: ({ queriesPerSecond }) => 1 / queriesPerSecond,
    },
    {
      title: 'once',
      description: 'time to fill the index, and of what a step does before the first query',
      reading: 'Two steps search the index for all of its own items.',
      better: 'lower',
      format: formatDuration,
      value: ({ onceSeconds }) => onceSeconds,
    },
    {
      title: 'fit',
      description: 'time to train or fit the encoder',
      reading: 'Pixels and labels of the test set are never seen.',
      better: 'lower',
      format: formatDuration,
      value: ({ fitSeconds, reranking }) => (reranking ? undefined : fitSeconds),
    },
    speed.encode(({ encode, reranking }) => (reranking ? undefined : encode.images / encode.seconds)),
  ] satisfies Column<SimilarRow>[]);
}

/** A share of all queries. */
function share(
  title: string,
  description: string,
  labels: string,
  figure: (figures: SimilarFigures) => number | undefined,
): Column<SimilarRow> {
  return {
    title,
    description,
    reading: 'Compare with raw pixels.',
    better: 'higher',
    format: (value) => formatPercent(value),
    value: ({ figures }) => figure(figures[labels]!),
  };
}
