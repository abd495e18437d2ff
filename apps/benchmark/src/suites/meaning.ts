import { columns } from './meaning/columns.ts';
import { faults } from './meaning/faults.ts';
import type { MeaningRow } from './meaning/row.ts';
import type { MeaningSet } from './meaning/sizes.ts';
import type { Suite, SuiteOptions } from './suite.ts';

/** One suite a set of pictures: the same question, rows and columns. */
function meaningSuite(set: MeaningSet, title: string, takes: Suite['takes']): Suite<MeaningRow> {
  return Object.freeze({
    name: `meaning-${set}`,
    title,
    question: 'Which codes find pictures of the same class, also where they were moved?',
    takes,
    resumes: true,
    columns: columns(set),
    async *run(options: SuiteOptions) {
      const { measureMeaning } = await import('./meaning/measure.ts');
      yield* measureMeaning(set, options);
    },
    faults,
  } satisfies Suite<MeaningRow>);
}

export const meaningMnist = meaningSuite('mnist', 'Codes that mean something: MNIST, 64 numbers', {
  quick: '1 minute',
  full: '20 minutes',
});

export const meaningFashionMnist = meaningSuite(
  'fashion-mnist',
  'Codes that mean something: Fashion-MNIST, 64 numbers, nothing tuned',
  { quick: '1 minute', full: '20 minutes' },
);

export const meaningCifar100 = meaningSuite('cifar100', 'Codes that mean something: CIFAR-100, 512 numbers', {
  quick: '3 minutes',
  full: '90 minutes',
});
