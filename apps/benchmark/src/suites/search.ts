import { columns } from './search/columns.ts';
import { faults } from './search/faults.ts';
import type { SearchRow } from './search/row.ts';
import type { Suite, SuiteOptions } from './suite.ts';

export const search: Suite<SearchRow> = Object.freeze({
  name: 'search',
  title: 'Search by codes, beside faiss and hnswlib',
  question: 'How fast are the nearest codes found, by comparing all and by graphs, and how many are missed?',
  takes: { quick: '2 minutes', full: '50 minutes' },
  takesOnly: true,
  columns,
  async *run(options: SuiteOptions) {
    const { measureSearch } = await import('./search/measure.ts');
    yield* measureSearch(options);
  },
  faults,
} satisfies Suite<SearchRow>);
