import { formatDuration, formatLoss } from '@hourglass/viz';
import type { Column } from '../column.ts';
import { excessOf } from './excess.ts';
import type { SweepRow } from './row.ts';

export const columns: readonly Column<SweepRow>[] = Object.freeze([
  {
    title: 'code',
    description: 'numbers a picture',
    reading: 'A picture of MNIST has 784 pixels, one of CIFAR-100 has 3072 numbers.',
    format: String,
    value: (row) => row.codeSize,
  },
  {
    title: 'test BCE',
    description: 'binary cross-entropy of reconstructed test pictures, in nats a pixel',
    reading: "Nothing can be below its floor, the pixels' own entropy.",
    better: 'lower',
    format: formatLoss,
    value: (row) => row.bce,
  },
  {
    title: 'above floor',
    description: 'test BCE less its floor: what the code lost',
    reading: 'Compare with PCA of the same size.',
    better: 'lower',
    format: (value) => value.toFixed(5),
    value: excessOf,
  },
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
  {
    title: 'MSE',
    description: 'mean squared error of reconstructed test pictures, pixels in 0..1',
    reading: 'PCA is the best that a linear code can do on the pictures it was fitted to.',
    better: 'lower',
    format: (value) => value.toFixed(6),
    value: (row) => row.mse,
  },
  {
    title: 'PSNR dB',
    description: 'the same as peak signal-to-noise ratio',
    reading: '3 dB more is half the squared error.',
    better: 'higher',
    format: (value) => value.toFixed(2),
    value: (row) => -10 * Math.log10(row.mse),
  },
  {
    title: 'train',
    description: 'time of all training steps, without evaluation; of PCA that of its one fit for all sizes',
    reading: 'A refined net starts from a PCA, whose fit is not in it.',
    better: 'lower',
    format: formatDuration,
    value: (row) => row.seconds,
  },
] satisfies Column<SweepRow>[]);
