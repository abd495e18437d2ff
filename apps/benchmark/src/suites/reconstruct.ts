import { columns } from './reconstruct/columns.ts';
import type { ReconstructRow } from './reconstruct/row.ts';
import type { ReconstructSet } from './reconstruct/sizes.ts';
import type { Suite, SuiteOptions } from './suite.ts';

/** One suite a set of pictures: the same question, rows and columns. */
function reconstructSuite(set: ReconstructSet, title: string, takes: Suite['takes']): Suite<ReconstructRow> {
  return Object.freeze({
    name: `reconstruct-${set}`,
    title,
    question: 'How much of a picture is left when it has been through a code?',
    takes,
    columns,
    async *run(options: SuiteOptions) {
      const { measureReconstruct } = await import('./reconstruct/measure.ts');
      yield* measureReconstruct(set, options);
    },
    faults: () => [],
  });
}

export const reconstructMnist = reconstructSuite(
  'mnist',
  'Reconstructed digits: MNIST, 784 pixels to 64 numbers',
  {
    quick: '1 minute',
    full: '10 minutes',
  },
);

export const reconstructCifar100 = reconstructSuite(
  'cifar100',
  'Reconstructed photographs: CIFAR-100, 3072 pixels to 512 numbers',
  { quick: '1 minute', full: '20 minutes' },
);
