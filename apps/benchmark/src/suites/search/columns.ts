import { formatBytes, formatDuration, formatPercent, formatRate } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import type { Column } from '../columns/column.ts';
import { flat } from './contenders.ts';
import type { SearchRow } from './row.ts';
import { MOST_OPEN_SECONDS, targetOf } from './targets.ts';

const speedsOf = ({ rounds }: SearchRow) => rounds.map(({ queries, seconds }) => queries / seconds);

const times = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)}x`;

/** Speed over that of faiss's flat index in the same exercise, round by round, median. */
function ratioOf(row: SearchRow, rows: readonly SearchRow[]): number | undefined {
  const base = rows.find(({ exercise, contender }) => exercise === row.exercise && contender === flat);
  if (!base || base.rounds.length === 0 || row.rounds.length === 0) return undefined;
  const others = speedsOf(base);
  return median(speedsOf(row).map((speed, round) => speed / others[round]!));
}

export const columns: readonly Column<SearchRow>[] = Object.freeze([
  {
    title: 'speed',
    description: 'queries answered in a second, k = 10, median of the rounds',
    reading: 'Compare within one table only: another machine is another number.',
    better: 'higher',
    format: (value) => formatRate(value, 'q'),
    value: (row) => row.skipped ?? (row.failed !== undefined ? 'FAILED' : median(speedsOf(row))),
  },
  {
    title: 'a query',
    description: 'time of a query',
    reading: '`one`: the caller waits for each.',
    better: 'lower',
    format: formatDuration,
    value: (row) => (row.rounds.length > 0 ? 1 / median(speedsOf(row)) : undefined),
  },
  {
    title: `x ${flat}`,
    description: 'speed over that of faiss IndexFlatIP, round by round, median',
    reading: 'Rounds of all contenders are taken in turn, with as many threads each.',
    better: 'higher',
    format: times,
    value: (row, { rows }) => ratioOf(row, rows),
  },
  {
    title: 'target',
    description: 'the least that this ratio must be',
    reading: 'Of the exact index alone.',
    format: times,
    value(row, { rows }) {
      const [target, ratio] = [targetOf(row), ratioOf(row, rows)];
      if (target === undefined || ratio === undefined) return undefined;
      return `${times(target)}, ${ratio >= target ? 'met' : 'MISSED'}`;
    },
  },
  {
    title: 'recall@10',
    description: "share of the ten found that are as near as the exact index's ten",
    reading: 'Codes are real; of equally near items any may be the tenth.',
    better: 'higher',
    format: (value) => formatPercent(value),
    value: ({ recall }) => recall,
  },
  {
    title: 'build',
    description: 'time until all items are in',
    reading: 'The disk index writes them safely.',
    better: 'lower',
    format: formatDuration,
    value: ({ buildSeconds }) => buildSeconds,
  },
  {
    title: 'open',
    description: 'time to open what lies on disk, median of five',
    reading: `At most ${MOST_OPEN_SECONDS} s.`,
    better: 'lower',
    format: formatDuration,
    value({ openSeconds }) {
      if (!openSeconds) return undefined;
      const seconds = median(openSeconds);
      return seconds <= MOST_OPEN_SECONDS ? seconds : `${formatDuration(seconds)} MISSED`;
    },
  },
  {
    title: 'memory',
    description: 'peak of the resident memory of its process',
    reading: 'The codes that it was handed are in it, once more.',
    better: 'lower',
    format: formatBytes,
    value: ({ memoryBytes }) => memoryBytes,
  },
] satisfies Column<SearchRow>[]);
