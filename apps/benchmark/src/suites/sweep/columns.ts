import type { Column } from '../columns/column.ts';
import { quality } from '../columns/quality.ts';
import { speed } from '../columns/speed.ts';
import { excessOf } from './excess.ts';
import type { SweepRow } from './row.ts';

export const columns: readonly Column<SweepRow>[] = Object.freeze([
  quality.codeSize('A picture of MNIST has 784 pixels, one of CIFAR-100 has 3072 numbers.'),
  quality.bce((row) => row.bce),
  quality.aboveFloor('Compare with PCA of the same size.', excessOf),
  {
    title: 'of PCA',
    description: "what the code lost as a share of what PCA's lost with as many numbers",
    reading: 'Below 1 is better than PCA.',
    better: 'lower',
    format: (value) => value.toFixed(2),
    value(row, { rows }) {
      const pca = rows.find(({ contender, codeSize }) => contender === 'pca' && codeSize === row.codeSize);
      return pca && pca !== row ? excessOf(row) / excessOf(pca) : undefined;
    },
  },
  quality.mse((row) => row.mse),
  quality.psnr((row) => row.mse),
  speed.train(
    'Of PCA it is the time of its one fit for all sizes; a refined net starts from a PCA, whose fit is not in it.',
    (row) => row.seconds,
  ),
] satisfies Column<SweepRow>[]);
