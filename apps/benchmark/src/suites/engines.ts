import { engineNames } from '@hourglass/engine/names';
import type { Suite, SuiteOptions } from './suite.ts';
import { columns, ratioColumn } from './train/columns.ts';
import { faults } from './train/faults.ts';
import type { TrainRow } from './train/row.ts';

/** The fastest that plain TensorFlow.js has in Node without a binding: ratios are taken to it. */
const yardstick = 'tfjs-wasm';

/** One exercise of suite `train`, done by all engines. */
export const engines: Suite<TrainRow> = Object.freeze({
  name: 'engines',
  title: 'Training a dense 784-64-784 net, engine against engine',
  question: 'How much faster is the native engine than plain TensorFlow.js, and does it compute the same?',
  takes: { quick: '30 s', full: '2 minutes' },
  columns: columns.flatMap((column) => {
    if (column.title === 'target') return [];
    return column.title === 'x torch' ? [ratioColumn(yardstick)] : [column];
  }),
  async *run(options: SuiteOptions) {
    const { measureTrain } = await import('./train/measure.ts');
    const only = ['784-64', ...engineNames, yardstick];
    for await (const event of measureTrain({ ...options, only })) {
      // Nobody asked for these parts by name: they are the suite.
      yield event.type === 'setup' ? { ...event, config: { ...event.config, only: [] } } : event;
    }
  },
  faults,
});
