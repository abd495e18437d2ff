import type { Suite, SuiteOptions } from './suite.ts';
import { columns } from './train/columns.ts';
import { faults } from './train/faults.ts';
import type { TrainRow } from './train/row.ts';

export const train: Suite<TrainRow> = Object.freeze({
  name: 'train',
  title: 'Training and encoding, beside PyTorch, Keras and others on npm',
  question: 'How fast are training steps and encoders beside those of others, at the same work?',
  takes: { quick: '2 minutes', full: '15 minutes' },
  takesOnly: true,
  columns,
  async *run(options: SuiteOptions) {
    const { measureTrain } = await import('./train/measure.ts');
    yield* measureTrain(options);
  },
  faults,
});
