import { columns } from './engines/columns.ts';
import { faults } from './engines/faults.ts';
import type { EngineRow } from './engines/row.ts';
import type { Suite, SuiteOptions } from './suite.ts';

export const engines: Suite<EngineRow> = Object.freeze({
  name: 'engines',
  title: 'Training a dense 784-64-784 net, engine against engine',
  question: 'How much faster is the native engine than plain TensorFlow.js, and does it compute the same?',
  takes: { quick: '30 s', full: '3 minutes' },
  columns,
  async *run(options: SuiteOptions) {
    const { measureEngines } = await import('./engines/measure.ts');
    yield* measureEngines(options);
  },
  faults,
});
