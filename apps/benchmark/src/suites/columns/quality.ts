import { formatLoss } from '@hourglass/viz';
import type { BaseRow } from '../../result.ts';
import type { Column } from './column.ts';

type Figure<Row> = (row: Row) => number | undefined;

/** Columns of what a code keeps of a picture. They are called, explained and printed alike in every suite. */
export const quality = {
  codeSize<Row extends BaseRow & { readonly codeSize: number }>(reading: string): Column<Row> {
    return {
      title: 'code',
      description: 'numbers a picture',
      reading,
      format: String,
      value: (row) => row.codeSize,
    };
  },

  bce<Row extends BaseRow>(value: Figure<Row>): Column<Row> {
    return {
      title: 'test BCE',
      description: 'binary cross-entropy of reconstructed test pictures, in nats a pixel',
      reading: 'Raw pixels show the floor, their own entropy: nothing can be below.',
      better: 'lower',
      format: formatLoss,
      value,
    };
  },

  aboveFloor<Row extends BaseRow>(reading: string, value: Figure<Row>): Column<Row> {
    return {
      title: 'above floor',
      description: 'test BCE less its floor: what the code lost',
      reading,
      better: 'lower',
      format: (loss) => loss.toFixed(5),
      value,
    };
  },

  mse<Row extends BaseRow>(value: Figure<Row>): Column<Row> {
    return {
      title: 'MSE',
      description: 'mean squared error of reconstructed test pictures, pixels in 0..1',
      reading: 'PCA is the best that a linear code can do on the pictures it was fitted to.',
      better: 'lower',
      format: (error) => error.toFixed(5),
      value,
    };
  },

  /** @param mse the mean squared error of pixels in 0..1. */
  psnr<Row extends BaseRow>(mse: Figure<Row>): Column<Row> {
    return {
      title: 'PSNR dB',
      description: 'peak signal-to-noise ratio of reconstructed test pictures, from their mean squared error',
      reading: '3 dB more is half the squared error. PCA is the best that a linear code can do.',
      better: 'higher',
      format: (ratio) => (ratio === Infinity ? 'exact' : ratio.toFixed(2)),
      value(row) {
        const error = mse(row);
        return error === undefined ? undefined : -10 * Math.log10(error);
      },
    };
  },
};
