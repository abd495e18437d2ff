import * as tf from '@tensorflow/tfjs-core';
import type { TensorData } from '../graph/graph.ts';
import { plainTensor } from '../trace/recorder.ts';
import type { TensorFunction } from '../trace/trace-function.ts';
import type { CompiledStep, CompileStepOptions } from './compile-step.ts';
import { repairTfjs } from './repair-tfjs.ts';
import { gatherRows, type Table } from './tables.ts';

/** A training step as tfjs itself runs it: the reference. */
export function eagerStep(
  fn: TensorFunction,
  { tables, batchSize, perStep = [] }: CompileStepOptions,
): CompiledStep {
  repairTfjs();
  return {
    engine: 'tfjs',
    async run(rows, numbers = {}) {
      let outputs: Record<string, tf.Tensor> = {};
      for (let at = 0; at < rows.length; at += batchSize) {
        tf.dispose(outputs);
        const batch = rows.subarray(at, at + batchSize);
        outputs = tf.tidy(() => {
          const batches = Object.entries(tables).map(([name, table]) => [name, gather(table, batch)]);
          const scalars = perStep.map((name) => [name, tf.scalar(numbers[name]![at / batchSize]!)]);
          return fn(Object.fromEntries([...batches, ...scalars]));
        });
      }
      const results: [string, TensorData][] = [];
      for (const [name, tensor] of Object.entries(outputs)) {
        results.push([name, plainTensor(await tensor.data(), tensor.shape, tensor.dtype)]);
      }
      tf.dispose(outputs);
      return Object.fromEntries(results);
    },
    sync() {},
    async dispose() {},
  };
}

function gather(table: Table, rows: Int32Array): tf.Tensor {
  const { data, rowShape, scale = 1 } = gatherRows(table, rows);
  const shape = [rows.length, ...rowShape];
  const whole = data instanceof Int32Array;
  const batch = whole ? Int32Array.from(data) : Float32Array.from(data);
  if (scale !== 1) for (let i = 0; i < batch.length; i++) batch[i]! *= scale;
  return tf.tensor(batch, shape, whole ? 'int32' : 'float32');
}
