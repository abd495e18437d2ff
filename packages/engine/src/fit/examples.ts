import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ReadableTable } from '../compile/tables.ts';
import { EngineError } from '../errors.ts';
import { type Columns, inputPlaces, rowsIn, tablesOf, targetPlaces } from './columns.ts';

/** Rows `from` to before `to` of tables that hold a model's inputs, then its targets. */
export interface Examples {
  readonly tables: readonly ReadableTable[];
  readonly from: number;
  readonly to: number;
}

/** @throws {EngineError} `INPUT_INVALID` if the rows do not fit the model. */
export function examplesOf(model: LayersModel, x: Columns, y: Columns): Examples {
  const inputs = tablesOf(x, inputPlaces(model));
  const count = rowsIn(inputs[0]!);
  const targets = tablesOf(y, targetPlaces(model), count);
  return { tables: [...inputs, ...targets], from: 0, to: count };
}

/** @throws {EngineError} `INPUT_INVALID` for a share that leaves no row to one of the two. */
export function splitExamples({ tables, to }: Examples, share: number): [training: Examples, rest: Examples] {
  const at = Math.floor(to * (1 - share));
  if (at > 0 && at < to) {
    return [
      { tables, from: 0, to: at },
      { tables, from: at, to },
    ];
  }
  throw new EngineError(
    'INPUT_INVALID',
    `validationSplit ${share} of ${to} rows leaves ${at} to train on and ${to - at} to validate on.`,
  );
}

export function rowsOf({ from, to }: Examples): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}

/** The sizes of the batches that so many rows make: the last may be smaller. */
export function batchSizes(rows: number, batchSize: number): number[] {
  const batches = Math.ceil(rows / batchSize);
  return Array.from({ length: batches }, (_, i) => Math.min(batchSize, rows - i * batchSize));
}
