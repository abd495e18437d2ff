import type { Suite, SuiteOptions } from './suite.ts';
import { sweepChart } from './sweep/chart.ts';
import { columns } from './sweep/columns.ts';
import type { SweepRow } from './sweep/row.ts';
import type { SweepSet } from './sweep/sizes.ts';

/** One suite a set of pictures: the same question, rows and columns. */
function sweepSuite(set: SweepSet, title: string, takes: Suite['takes']): Suite<SweepRow> {
  return Object.freeze({
    name: `sweep-${set}`,
    title,
    question: 'How small can a code be, and what does a net gain over PCA at each size?',
    takes,
    resumes: true,
    columns,
    async *run(options: SuiteOptions) {
      const { measureSweep } = await import('./sweep/measure.ts');
      yield* measureSweep(set, options);
    },
    chart: (result) => sweepChart(title, result),
    faults: () => [],
  } satisfies Suite<SweepRow>);
}

export const sweepMnist = sweepSuite('mnist', 'Sizes of codes: MNIST, 784 pixels to 16 ... 512 numbers', {
  quick: '1 minute',
  full: '4 minutes',
});

export const sweepCifar100 = sweepSuite(
  'cifar100',
  'Sizes of codes: CIFAR-100, 3072 pixels to 16 ... 1024 numbers',
  { quick: '1 minute', full: '4 minutes' },
);
