import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type Compiled, compile } from '../compile/compile.ts';
import { joinRows } from '../compile/join-rows.ts';
import type { InputSpec } from '../compile/scaled-inputs.ts';
import type { ReadableTable } from '../compile/tables.ts';
import type { EngineOptions } from '../engine-options.ts';
import { EngineError } from '../errors.ts';
import { sizeOf, type TensorData } from '../graph/graph.ts';
import { type Columns, inputPlaces, rowsIn, tablesOf } from './columns.ts';

export interface PredictOptions extends EngineOptions {
  /** Rows in one call of the runtime. Default 32, as in tfjs. */
  readonly batchSize?: number;
}

/** A model's forward pass, compiled. It may be kept as long as the model lives. */
export interface Predictor {
  /**
   * `model.predict`, with the weights that the model has now.
   * @param x rows for each input of the model.
   * @returns a tensor for each output; one alone comes without a list. The caller disposes them.
   * @throws {EngineError} `INPUT_INVALID` for rows that do not fit the model, `DISPOSED` if the predictor
   * or one of the model's weights was disposed, and what `compile` throws.
   */
  predict(x: Columns): Promise<tf.Tensor | tf.Tensor[]>;
  /** Frees the graphs. */
  dispose(): Promise<void>;
}

/**
 * Compiles a model's forward pass. A graph is made when it is first needed: one for whole batches, and for
 * what is left over one for each power of two below, which then holds some rows twice.
 *
 * @example
 * const predictor = createPredictor(model, { batchSize: 128 });
 * const digits = await predictor.predict(pictures);
 * await predictor.dispose();
 */
export function createPredictor(model: LayersModel, options: PredictOptions = {}): Predictor {
  const { batchSize = 32, ...engineOptions } = options;
  if (!(Number.isInteger(batchSize) && batchSize > 0)) {
    throw new EngineError('INPUT_INVALID', `batchSize is ${batchSize}. It must be a whole number above 0.`);
  }
  const places = inputPlaces(model);
  const graphs = new Map<string, Promise<Compiled>>();
  let disposed = false;

  function graphFor(tables: readonly ReadableTable[], rows: number): Promise<Compiled> {
    const specs = tables.map(({ data, rowShape, scale }): InputSpec => {
      const shape = [rows, ...rowShape];
      return { shape, type: typeOf(data), ...(scale === undefined ? {} : { scale }) };
    });
    const key = JSON.stringify(specs);
    const cached = graphs.get(key);
    if (cached) return cached;
    const inputs = Object.fromEntries(specs.map((spec, i) => [inputName(i), spec]));
    const graph = compile((given) => forward(model, Object.values(given)), { ...engineOptions, inputs });
    graphs.set(key, graph);
    return graph;
  }

  return {
    async predict(x) {
      if (disposed) throw new EngineError('DISPOSED', 'this predictor was disposed. Create another.');
      const tables = tablesOf(x, places);
      const count = rowsIn(tables[0]!);
      const parts: TensorData[][] = [];
      for (let at = 0; at < count; at += batchSize) {
        const left = Math.min(batchSize, count - at);
        // A layer that remembers does so of each row, and takes no rows twice.
        const rows = model.stateful ? left : Math.min(batchSize, 2 ** Math.ceil(Math.log2(left)));
        const graph = await graphFor(tables, rows);
        const given = tables.map((table, i) => [inputName(i), rowsFrom(table, at, left, rows)]);
        const outputs = await graph.run(Object.fromEntries(given));
        parts.push(Object.values(outputs).map((output) => firstRows(output, left)));
      }
      const results = parts[0]!.map((_, i) => asTensor(joinRows(parts.map((part) => part[i]!))));
      return results.length === 1 ? results[0]! : results;
    },
    async dispose() {
      disposed = true;
      for (const graph of graphs.values()) await (await graph).dispose();
      graphs.clear();
    },
  };
}

/**
 * `model.predict` once, compiled. For more than one call keep a predictor, which keeps its graphs.
 * Takes, gives and throws what `Predictor.predict` does.
 *
 * @example
 * const digits = await predict(model, pictures, { batchSize: 128 });
 */
export async function predict(
  model: LayersModel,
  x: Columns,
  options: PredictOptions = {},
): Promise<tf.Tensor | tf.Tensor[]> {
  const predictor = createPredictor(model, options);
  try {
    return await predictor.predict(x);
  } finally {
    await predictor.dispose();
  }
}

const inputName = (i: number) => `x${i}`;

function forward(model: LayersModel, inputs: readonly tf.Tensor[]): Record<string, tf.Tensor> {
  const made = model.apply(inputs.length === 1 ? inputs[0]! : [...inputs]) as tf.Tensor | tf.Tensor[];
  return Object.fromEntries([made].flat().map((output, i) => [`y${i}`, output]));
}

function typeOf(data: ReadableTable['data']): 'uint8' | 'int32' | 'float32' {
  if (data instanceof Uint8Array) return 'uint8';
  return data instanceof Int32Array ? 'int32' : 'float32';
}

/** Rows of a table without a copy where there are enough; else the last one is repeated. */
function rowsFrom(
  { data, rowShape }: ReadableTable,
  at: number,
  count: number,
  wanted: number,
): ReadableTable['data'] {
  const size = sizeOf(rowShape);
  const rows = data.subarray(at * size, (at + count) * size);
  if (count === wanted) return rows;
  const filled = new (data.constructor as Float32ArrayConstructor)(wanted * size);
  filled.set(rows);
  for (let row = count; row < wanted; row++) filled.copyWithin(row * size, (count - 1) * size, count * size);
  return filled;
}

function firstRows({ type, dims, data }: TensorData, count: number): TensorData {
  const [, ...row] = dims;
  return { type, dims: [count, ...row], data: data.subarray(0, count * sizeOf(row)) } as TensorData;
}

function asTensor({ type, dims, data }: TensorData): tf.Tensor {
  return tf.tensor(data as Float32Array, [...dims], type as tf.DataType);
}
