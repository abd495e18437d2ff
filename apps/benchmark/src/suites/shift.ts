import { columns } from './shift/columns.ts';
import type { ShiftRow } from './shift/row.ts';
import type { Suite, SuiteOptions } from './suite.ts';

export const shift: Suite<ShiftRow> = Object.freeze({
  name: 'shift',
  title: 'Digits that were moved, turned, scaled, drowned in noise or lit otherwise',
  question: 'Which codes still find a digit that was changed, and what cures the others?',
  takes: { quick: '2 minutes', full: '30 minutes' },
  resumes: true,
  columns,
  async *run(options: SuiteOptions) {
    const { measureShift } = await import('./shift/measure.ts');
    yield* measureShift(options);
  },
  faults: () => [],
} satisfies Suite<ShiftRow>);
