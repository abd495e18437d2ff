import { columns } from './load/columns.ts';
import { faults } from './load/faults.ts';
import type { LoadRow } from './load/row.ts';
import type { Suite, SuiteOptions } from './suite.ts';

export const load: Suite<LoadRow> = Object.freeze({
  name: 'load',
  title: 'Loading sets of pictures into memory',
  question: 'How long does a set take to get into memory, and how much memory on the way?',
  takes: { quick: '30 s', full: '2 minutes' },
  columns,
  async *run(options: SuiteOptions) {
    const { measureLoad } = await import('./load/measure.ts');
    yield* measureLoad(options);
  },
  faults,
});
