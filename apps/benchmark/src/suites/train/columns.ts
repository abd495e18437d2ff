import { formatBytes } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import type { Column } from '../columns/column.ts';
import { imagesPerSecond } from '../columns/speed.ts';
import { exerciseNamed, mostOverCosine, mostOverTrainer } from './exercises.ts';
import { differenceOf, movedTolerance } from './faults.ts';
import type { TrainRow } from './row.ts';

const speedsOf = ({ rounds, batchSize = 0 }: TrainRow) =>
  rounds.map(({ steps, seconds }) => (steps * batchSize) / seconds);

const times = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)}x`;

/** A speed means nothing where the work is another. */
function isSound(row: TrainRow, rows: readonly TrainRow[]): boolean {
  return row.rounds.length > 0 && differenceOf(row, rows)?.agrees !== false;
}

/** Speed over that of a peer in the same exercise, round by round, median. */
function ratioTo(peer: string, row: TrainRow, rows: readonly TrainRow[]): number | undefined {
  const base = rows.find(({ exercise, contender }) => exercise === row.exercise && contender === peer);
  if (!base || !isSound(base, rows) || !isSound(row, rows)) return undefined;
  const others = speedsOf(base);
  return median(speedsOf(row).map((speed, round) => speed / others[round]!));
}

/** Speed beside that of one contender. */
export function ratioColumn(peer: string, said = `that of ${peer}`): Column<TrainRow> {
  return {
    title: `x ${peer}`,
    description: `speed over ${said}, round by round, median`,
    reading: 'Rounds of all contenders are taken in turn.',
    better: 'higher',
    format: times,
    value: (row, { rows }) => ratioTo(peer, row, rows),
  };
}

export const columns: readonly Column<TrainRow>[] = Object.freeze([
  {
    title: 'speed',
    description: 'pictures trained or encoded in a second, median of the rounds',
    reading: 'Compare within one table only: another machine is another number.',
    better: 'higher',
    format: imagesPerSecond,
    value(row, { rows }) {
      if (row.failed !== undefined) return 'FAILED';
      if (row.skipped !== undefined) return undefined;
      return isSound(row, rows) ? median(speedsOf(row)) : 'OTHER WORK';
    },
  },
  {
    title: 'slowest',
    description: 'slowest round',
    reading: 'Far from the median: the machine was busy, measure again.',
    better: 'higher',
    format: imagesPerSecond,
    value: (row, { rows }) => (isSound(row, rows) ? Math.min(...speedsOf(row)) : undefined),
  },
  ratioColumn('torch', "that of PyTorch's fastest way"),
  {
    title: 'target',
    description:
      'what the native engine is to reach, over PyTorch, over others on npm, and over the trainer around it; what the trainer is to be at most over itself with the cosine as its loss; and whether they are',
    reading:
      'The trainer is native with evaluations, events and previews: the bare step may be 1.05x of it, and it 1.05x of the one with the cosine.',
    format: times,
    value(row, { rows }) {
      const { targets } = exerciseNamed(row.exercise);
      const verdict = (least: number | undefined, ratio: number | undefined, said: string) => {
        if (least === undefined || ratio === undefined) return undefined;
        return `${said}${times(least)}, ${ratio >= least ? 'met' : 'MISSED'}`;
      };
      if (row.contender === 'native') return verdict(targets.torch, ratioTo('torch', row, rows), '');
      const held = row.contender === 'trainer-cosine' ? 'trainer' : 'native';
      const peer = rows.find(({ exercise, contender }) => exercise === row.exercise && contender === held);
      const ratio = peer && ratioTo(row.contender, peer, rows);
      if (ratio === undefined) return undefined;
      const said = `${held} is ${times(ratio)} of it: `;
      const most = { trainer: mostOverTrainer, 'trainer-cosine': mostOverCosine }[row.contender];
      if (most !== undefined) return `${said}${times(most)} at most, ${ratio <= most ? 'met' : 'MISSED'}`;
      if (!['jax-js', 'tfjs-wasm'].includes(row.contender)) return undefined;
      return verdict(targets.js, ratio, said);
    },
  },
  {
    title: 'threads',
    description: 'threads that it had',
    reading: 'TensorFlow.js and jax-js have one for wasm in Node.',
    format: String,
    value: ({ threads }) => threads,
  },
  {
    title: 'agrees',
    description:
      'whether it does the same work as PyTorch, or else as TensorFlow.js, and how far its loss (or its codes) is apart',
    reading: `After the first steps, from the same weights: the loss up to rounding, and each weight tensor has moved as far, within ${movedTolerance * 100} %.`,
    format: String,
    value(row, { rows }) {
      const difference = differenceOf(row, rows);
      if (!difference) return undefined;
      const { what, amount, agrees } = difference;
      const said = amount === 0 ? '0' : amount.toExponential(0);
      return agrees ? `yes (${said})` : `NO (${what}, ${said})`;
    },
  },
  {
    title: 'memory',
    description: 'peak of the resident memory of its process',
    reading: 'Node itself takes about 45 MiB, Python with PyTorch about 250 MiB.',
    better: 'lower',
    format: formatBytes,
    value: ({ memoryBytes }) => memoryBytes,
  },
  {
    title: 'at rest',
    description: 'cores that its process took while others were measured',
    reading: 'Up to 0.05 is what threads spin in the pause after a turn. Much more, and it slows the others.',
    better: 'lower',
    format: (value) => value.toFixed(3),
    value: ({ restCores }) => restCores,
  },
  {
    title: 'way',
    description: 'how it did it: the fastest of its ways here',
    reading: 'PyTorch may choose its layout, its Adam and its compiler; Keras its compiler.',
    format: String,
    value: ({ way, skipped, failed }) => failed ?? (skipped === undefined ? way : `left out: ${skipped}`),
  },
] satisfies Column<TrainRow>[]);
