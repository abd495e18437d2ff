import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ReadableTable } from '../compile/tables.ts';
import { EngineError } from '../errors.ts';
import { sizeOf } from '../graph/graph.ts';
import {
  type Column,
  type ColumnTable,
  isNested,
  isTable,
  type Numbers,
  type Place,
  printed,
  tableOf,
} from './column.ts';
import { lossNames } from './layers-model.ts';

/** One column, or one for each input or output: in the model's order, or by its name. */
export type Columns = Column | readonly Column[] | Readonly<Record<string, Column>>;

export function inputPlaces({ inputs, inputNames }: LayersModel): Place[] {
  return inputs.map(({ shape }, i) => ({ name: inputNames[i]!, rowShape: shape.slice(1) }));
}

/** Losses that tell classes apart, and so want one number a class. */
const ofClasses: readonly unknown[] = ['categoricalCrossentropy', 'sparseCategoricalCrossentropy'];

/**
 * A target has its output's shape, or where the loss is sparse one number, a class, in place of the last axis.
 * @throws {EngineError} `INPUT_INVALID` for an output of one number whose loss tells classes apart.
 */
export function targetPlaces(model: LayersModel): Place[] {
  const losses = lossNames(model);
  return model.outputs.map(({ shape }, i) => {
    const [name, loss, rowShape] = [model.outputNames[i]!, losses[i], shape.slice(1)];
    if (ofClasses.includes(loss) && rowShape.at(-1) === 1) {
      throw new EngineError(
        'INPUT_INVALID',
        `'${name}' has one number, and its loss, ${loss}, wants one a class. Use binaryCrossentropy.`,
      );
    }
    if (loss === 'sparseCategoricalCrossentropy') return { name, rowShape: [...rowShape.slice(0, -1), 1] };
    return { name, rowShape };
  });
}

/**
 * Columns as tables, in the order of their places.
 * @param count rows that there must be, if that is known.
 * @throws {EngineError} `INPUT_INVALID`, naming the input, what it wants and what came.
 */
export function tablesOf(columns: Columns, places: readonly Place[], count?: number): ReadableTable[] {
  let rows = count;
  return inOrder(columns, places).map((column, i) => {
    const { name } = places[i]!;
    const table = tableOf(column, places[i]!, rows);
    const got = rowsIn(table);
    if (got === 0) throw new EngineError('INPUT_INVALID', `'${name}' has no rows. Give at least one.`);
    if (!Number.isInteger(got)) {
      const row = printed(table.rowShape);
      throw new EngineError(
        'INPUT_INVALID',
        `'${name}' has ${table.data.length} numbers, which are no whole number of rows of shape ${row}.`,
      );
    }
    rows ??= got;
    if (got === rows) return table;
    throw new EngineError('INPUT_INVALID', `'${name}' has ${got} rows; it must have ${rows}, as 'x'.`);
  });
}

/** Rows of a table; a fraction where its numbers are no whole number of rows. */
export function rowsIn({ data, rowShape }: ReadableTable): number {
  return data.length / sizeOf(rowShape);
}

function inOrder(columns: Columns, places: readonly Place[]): readonly Column[] {
  if (isColumn(columns) || (places.length === 1 && isNested(columns))) return checkCount([columns], places);
  if (Array.isArray(columns)) return checkCount(columns, places);
  return places.map(({ name }) => {
    const column = (columns as Readonly<Record<string, Column>> | null | undefined)?.[name];
    if (column != null) return column;
    throw new EngineError('INPUT_INVALID', `nothing is given for '${name}'.`);
  });
}

function checkCount(list: readonly Column[], places: readonly Place[]): readonly Column[] {
  if (list.length === places.length) return list;
  const names = places.map(({ name }) => name).join(', ');
  throw new EngineError('INPUT_INVALID', `${list.length} given for ${places.length} (${names}).`);
}

function isColumn(value: Columns): value is tf.Tensor | Numbers | ColumnTable {
  if (value instanceof tf.Tensor || ArrayBuffer.isView(value) || isTable(value)) return true;
  return Array.isArray(value) && typeof value[0] === 'number';
}
