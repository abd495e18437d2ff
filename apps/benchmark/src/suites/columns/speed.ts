import { formatDuration, formatRate } from '@hourglass/viz';
import type { BaseRow } from '../../result.ts';
import type { Column } from './column.ts';

type Figure<Row> = (row: Row) => number | undefined;

/** Columns of how fast something is. */
export const speed = {
  encode<Row extends BaseRow>(value: Figure<Row>): Column<Row> {
    return {
      title: 'encode',
      description: 'test pictures encoded a second',
      reading: 'Raw pixels are only divided by 255.',
      better: 'higher',
      format: imagesPerSecond,
      value,
    };
  },

  /** Seconds of all training steps of one run. */
  train<Row extends BaseRow>(reading: string, value: Figure<Row>): Column<Row> {
    return {
      title: 'train',
      description: 'time of all training steps of one run, without evaluation and previews',
      reading,
      better: 'lower',
      format: formatDuration,
      value,
    };
  },
};

export function imagesPerSecond(value: number): string {
  return formatRate(value, 'img');
}
