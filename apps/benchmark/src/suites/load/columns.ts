import { formatBytes, formatDuration } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import type { Column } from '../columns/column.ts';
import { targetOf } from './contenders.ts';
import type { LoadRow, Round } from './row.ts';

const secondsOf = ({ rounds }: LoadRow) => rounds.map(({ seconds }) => seconds);
const aboveOf = ({ peakBytes, beforeBytes }: Round) => peakBytes - beforeBytes;

export const columns: readonly Column<LoadRow>[] = Object.freeze([
  {
    title: 'time',
    description: 'from the call to all pictures in memory as uint8, median of the rounds',
    reading: 'Hourglass holds every byte against a checksum in this time; the readers in Python do not.',
    better: 'lower',
    format: formatDuration,
    value: (row) => row.skipped ?? median(secondsOf(row)),
  },
  {
    title: 'slowest',
    description: 'slowest round',
    reading: 'Far from the median: the machine was busy, measure again.',
    better: 'lower',
    format: formatDuration,
    value: (row) => (row.skipped ? undefined : Math.max(...secondsOf(row))),
  },
  {
    title: 'target',
    description: 'the most that the median may be',
    reading: 'Only Hourglass has targets.',
    format: formatDuration,
    value: (row) => verdict(row, median(secondsOf(row)), targetOf(row.name).seconds, formatDuration),
  },
  {
    title: 'import',
    description: 'time to load the library before the call, not part of the time',
    reading: 'Paid once by each process.',
    better: 'lower',
    format: formatDuration,
    value: (row) => (row.skipped ? undefined : median(row.rounds.map(({ importSeconds }) => importSeconds))),
  },
  {
    title: 'pixels',
    description: 'size of the pixels in memory',
    reading: 'No way to hold them as bytes takes less.',
    format: formatBytes,
    value: (row) => row.rawBytes,
  },
  {
    title: 'peak',
    description:
      'peak of resident memory while loading, less what was resident just before the call, median of the rounds',
    reading: 'Node itself takes about 50 MiB before, Python with NumPy about 30 MiB.',
    better: 'lower',
    format: formatBytes,
    value: (row) => (row.skipped ? undefined : median(row.rounds.map(aboveOf))),
  },
  {
    title: 'peak / pixels',
    description: 'that peak over the size of the pixels',
    reading: 'The target for Hourglass is 1.2; labels, file headers and buffers are in it.',
    better: 'lower',
    format: (value) => `${value.toFixed(2)}x`,
    value(row) {
      if (row.skipped !== undefined || row.rawBytes === undefined) return undefined;
      const ratio = median(row.rounds.map(aboveOf)) / row.rawBytes;
      const { memory } = targetOf(row.name);
      return memory === undefined || ratio <= memory ? ratio : `${ratio.toFixed(2)}x MISSED`;
    },
  },
] satisfies Column<LoadRow>[]);

function verdict(
  { skipped }: LoadRow,
  value: number,
  target: number | undefined,
  format: (value: number) => string,
): string | undefined {
  if (skipped !== undefined || target === undefined) return undefined;
  return `${format(target)}, ${value <= target ? 'met' : 'MISSED'}`;
}
