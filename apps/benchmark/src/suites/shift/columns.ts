import { formatDuration, formatPercent } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import type { Column } from '../columns/column.ts';
import { quality } from '../columns/quality.ts';
import { changes, conditions } from './changes.ts';
import type { Found, ShiftRow } from './row.ts';

type Condition = (typeof conditions)[number];

/** p@10 is shown of shifts alone: raw results have it of all. */
const shifts = conditions.filter(({ change, amount }) => change === 'shift' && amount % 2 === 0);

export const columns: readonly Column<ShiftRow>[] = Object.freeze([
  quality.codeSize('Raw pixels are 784.'),
  ...conditions.map((condition) =>
    share('kNN', 'queries whose class most of their 3 nearest have', condition, (found) => found.knnAccuracy),
  ),
  ...shifts.map((condition) =>
    share(
      'p@10',
      "of the 10 nearest training pictures, the share of the query's class",
      condition,
      (found) => found.precisionAt10,
    ),
  ),
  {
    title: 'query',
    description: 'time of a query, many at once, the median over the changes',
    reading: 'Exact search on all cores; `least` looks at the nearest once more, in JavaScript.',
    better: 'lower',
    format: formatDuration,
    value: ({ found }) => median(found.map(({ queriesPerSecond }) => 1 / queriesPerSecond)),
  },
] satisfies Column<ShiftRow>[]);

function share(
  title: string,
  description: string,
  { change, amount }: Condition,
  figure: (found: Found) => number,
): Column<ShiftRow> {
  const { unit, description: what } = changes[change];
  return {
    title: `${title} ${unit(amount)}`,
    description: `${description}, queries ${amount === 0 ? 'as they are' : what}`,
    reading: 'Compare with the first columns of each kind; guessing gives 10 %.',
    better: 'higher',
    format: (value) => formatPercent(value),
    value: ({ found }) => figure(found.find((one) => one.change === change && one.amount === amount)!),
  };
}
