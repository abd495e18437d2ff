import { columns } from './mnist/columns.ts';
import type { MnistRow } from './mnist/row.ts';
import type { Suite, SuiteOptions } from './suite.ts';

export const mnist: Suite<MnistRow> = Object.freeze({
  name: 'mnist',
  title: 'MNIST, 784 pixels to 64 numbers',
  question: 'What does the autoencoder keep of a digit, and are digits found by their codes?',
  takes: { quick: '30 s', full: '1 minute' },
  columns,
  async *run(options: SuiteOptions) {
    const { measureMnist } = await import('./mnist/measure.ts');
    yield* measureMnist(options);
  },
  faults: () => [],
});
