import { columns } from './similar/columns.ts';
import type { SimilarRow } from './similar/row.ts';
import type { SimilarSet } from './similar/sizes.ts';
import type { Suite, SuiteOptions } from './suite.ts';

/** One suite a set of pictures: the same question, rows and columns. */
function similarSuite(set: SimilarSet, title: string, takes: Suite['takes']): Suite<SimilarRow> {
  return Object.freeze({
    name: `similar-${set}`,
    title,
    question: 'Which codes, by which measure, find pictures of the same class, and what does re-ranking add?',
    takes,
    resumes: true,
    columns: columns(set),
    async *run(options: SuiteOptions) {
      const { measureSimilar } = await import('./similar/measure.ts');
      yield* measureSimilar(set, options);
    },
    faults: () => [],
  } satisfies Suite<SimilarRow>);
}

export const similarMnist = similarSuite('mnist', 'Similar pictures: MNIST', {
  quick: '1 minute',
  full: '20 minutes',
});

export const similarCifar100 = similarSuite('cifar100', 'Similar pictures: CIFAR-100', {
  quick: '2 minutes',
  full: '40 minutes',
});
