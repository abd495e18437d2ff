import { formatBytes, formatLoss, formatRate } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import type { Column } from '../column.ts';
import { reference, yardstick } from './contenders.ts';
import { agreement, tolerance } from './faults.ts';
import type { EngineRow } from './row.ts';

const speeds = ({ rounds, batchSize }: EngineRow) =>
  rounds.map(({ steps, seconds }) => (steps * batchSize) / seconds);

export const columns: readonly Column<EngineRow>[] = Object.freeze([
  {
    title: 'threads',
    description: 'threads that the engine had',
    reading: 'TensorFlow.js has no threads for wasm in Node, whatever is asked of it.',
    format: String,
    value: (row) => row.threads,
  },
  {
    title: 'train',
    description: 'pictures trained on a second, median of the rounds',
    reading: 'Compare within one table only: another machine is another number.',
    better: 'higher',
    format: imagesPerSecond,
    value: (row) => median(speeds(row)),
  },
  {
    title: 'slowest',
    description: 'slowest round',
    reading: 'Far from the median: the machine was busy, measure again.',
    better: 'higher',
    format: imagesPerSecond,
    value: (row) => Math.min(...speeds(row)),
  },
  {
    title: 'fastest',
    description: 'fastest round',
    reading: 'What the engine can do when nothing else runs.',
    better: 'higher',
    format: imagesPerSecond,
    value: (row) => Math.max(...speeds(row)),
  },
  {
    title: `x ${yardstick}`,
    description: `speed over that of ${yardstick}, round by round, median`,
    reading: 'The target for native is 10 or more.',
    better: 'higher',
    format: (value) => value.toFixed(value < 10 ? 2 : 1),
    value(row, { rows }) {
      const base = rows.find(({ name }) => name === yardstick);
      const others = base && speeds(base);
      return others && median(speeds(row).map((speed, round) => speed / others[round]!));
    },
  },
  {
    title: 'loss',
    description: 'loss of the last batch of the first steps, from the same weights',
    reading: 'All engines must have the same.',
    format: (value) => value.toFixed(6),
    value: (row) => row.check.loss,
  },
  {
    title: 'agrees',
    description: 'whether that loss is the one of TensorFlow.js in plain JavaScript, and the difference',
    reading: `Up to ${tolerance} of the loss is rounding: sums are taken in another order.`,
    format: formatLoss,
    value(row, { rows }) {
      const difference = row.name === reference ? undefined : agreement(row, rows);
      if (difference === undefined) return undefined;
      const amount = difference === 0 ? '0' : difference.toExponential(0);
      return `${difference <= tolerance ? 'yes' : 'NO'} (${amount})`;
    },
  },
  {
    title: 'memory',
    description: 'resident memory of the process that trains',
    reading: 'Node itself takes about 45 MiB.',
    better: 'lower',
    format: formatBytes,
    value: (row) => row.memoryBytes,
  },
] satisfies Column<EngineRow>[]);

function imagesPerSecond(value: number): string {
  return formatRate(value, 'img');
}
