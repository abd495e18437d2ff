import * as tf from '@tensorflow/tfjs-core';
import type { EagerEngine } from '../engines/eager-engine.ts';
import { floats, type TensorData } from '../graph/graph.ts';
import { seedOf } from '../random/generator.ts';
import { seededRandom, withMathRandom } from '../random/math-random.ts';
import { plainTensor } from '../trace/recorder.ts';
import { callFunction, type NamedTensors, type TensorFunction } from '../trace/tensor-function.ts';
import type { CompiledStep, StepOptions } from './compiled-step.ts';
import { checkFinite, sizesPort } from './finite.ts';
import { joinRows } from './join-rows.ts';
import { gatherRows, type ReadableTable } from './tables.ts';

/** A training step as tfjs itself runs it: the reference. */
export function eagerStep(
  fn: TensorFunction,
  {
    tables,
    batchSize,
    perStep = [],
    outputs: wanted = 'last',
    finite,
    seed: asked,
    firstStep = 0,
  }: StepOptions,
  engine: EagerEngine,
): CompiledStep {
  const seed = seedOf(asked);
  let done = firstStep;

  async function step(
    batch: Int32Array,
    numbers: readonly [string, number][],
  ): Promise<Record<string, TensorData>> {
    const call = () => {
      const given = Object.entries(tables).map(([name, table]) => [name, gather(table, batch)]);
      const scalars = numbers.map(([name, number]) => [name, tf.scalar(number)]);
      const inputs = Object.fromEntries([...given, ...scalars]);
      return withMathRandom(seededRandom(seed, done++), () => callFunction(fn, inputs));
    };
    const tensors = engine.within(() => tf.tidy(call));
    const read = async (tensor: tf.Tensor) => plainTensor(await tensor.data(), tensor.shape, tensor.dtype);
    const results: [string, TensorData][] = [];
    for (const [name, tensor] of Object.entries(tensors) as [string, tf.Tensor][]) {
      results.push([name, await read(tensor)]);
    }
    tf.dispose(tensors as NamedTensors);
    return Object.fromEntries(results);
  }

  return {
    engine: engine.name,
    async run(rows, numbers = {}) {
      const results: Record<string, TensorData>[] = [];
      for (let at = 0; at < rows.length; at += batchSize) {
        const before = finite ? snapshot() : undefined;
        const own = perStep.map((name): [string, number] => [name, numbers[name]![at / batchSize]!]);
        const result = await step(rows.subarray(at, at + batchSize), own);
        try {
          const checked = (finite ?? []).map((name) => [name, result[name]]);
          const state = before ? { [sizesPort]: engine.within(sizesOfVariables) } : {};
          checkFinite(
            { ...Object.fromEntries(checked), ...state },
            'the state is as it was before this step',
          );
        } catch (cause) {
          before?.restore();
          throw cause;
        } finally {
          before?.dispose();
        }
        if (wanted === 'last') results.pop();
        results.push(result);
      }
      if (wanted === 'last') return results[0]!;
      const names = Object.keys(results[0]!);
      return Object.fromEntries(
        names.map((name) => [name, joinRows(results.map((result) => asRow(result[name]!)))]),
      );
    },
    sync() {},
    load() {},
    async dispose() {},
  };
}

/** The values of all variables now. tfjs copies none of them: a variable that is written gets other memory. */
function snapshot() {
  const variables = Object.values(tf.engine().registeredVariables);
  const values = variables.map((variable) => [variable, tf.keep(variable.clone())] as const);
  return {
    restore: () => {
      for (const [variable, value] of values) if (!variable.isDisposed) variable.assign(value);
    },
    dispose: () => tf.dispose(values.map(([, value]) => value)),
  };
}

/** One number for each variable, which is finite if all of its values are. */
function sizesOfVariables(): TensorData {
  const variables = Object.values(tf.engine().registeredVariables);
  const floating = variables.filter(({ dtype, isDisposed }) => dtype === 'float32' && !isDisposed);
  const sizes = floating.map((variable) => tf.tidy(() => tf.sum(tf.abs(variable)).dataSync()[0]!));
  return floats([sizes.length], sizes);
}

function asRow(tensor: TensorData): TensorData {
  return { ...tensor, dims: [1, ...tensor.dims] };
}

function gather(table: ReadableTable, rows: Int32Array): tf.Tensor {
  const { data, rowShape, scale = 1 } = gatherRows(table, rows);
  const shape = [rows.length, ...rowShape];
  const whole = data instanceof Int32Array;
  const batch = whole ? Int32Array.from(data) : Float32Array.from(data);
  if (scale !== 1) for (let i = 0; i < batch.length; i++) batch[i]! *= scale;
  return tf.tensor(batch, shape, whole ? 'int32' : 'float32');
}
