import * as tf from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Table } from '../compile/tables.ts';
import { EngineError } from '../errors.ts';
import { sizeOf } from '../graph/graph.ts';

/**
 * Examples for one input or output of a model, one a row: a tensor, or an array whose rows have the shape
 * that the model says, or a table that names its row shape and may scale (bytes stay bytes).
 */
export type Column = tf.Tensor | Uint8Array | Float32Array | Int32Array | Table;

/** One column, or one for each input or output: in the model's order, or by its name. */
export type Columns = Column | readonly Column[] | Readonly<Record<string, Column>>;

/** An input or output of a model: its name, and the row shapes it takes. `null` is any size. */
export interface Place {
  readonly name: string;
  readonly rowShapes: readonly (readonly (number | null)[])[];
}

export function inputPlaces(inputs: readonly SymbolicTensor[], names: readonly string[]): Place[] {
  return inputs.map(({ shape }, i) => ({ name: names[i]!, rowShapes: [shape.slice(1)] }));
}

/** A target has its output's shape, or one number in place of the last axis: a class, for sparse losses. */
export function targetPlaces(outputs: readonly SymbolicTensor[], names: readonly string[]): Place[] {
  return outputs.map(({ shape }, i) => {
    const row = shape.slice(1);
    return { name: names[i]!, rowShapes: [row, [...row.slice(0, -1), 1]] };
  });
}

/**
 * Columns as tables, in the order of their places.
 * @param count rows that there must be, if that is known.
 * @throws {EngineError} `INPUT_INVALID`, naming the input, what it wants and what came.
 */
export function tablesOf(columns: Columns, places: readonly Place[], count?: number): Table[] {
  const list = inOrder(columns, places);
  let rows = count;
  return places.map((place, i) => {
    const table = tableOf(list[i]!, place, rows);
    const got = rowsIn(table);
    rows ??= got;
    if (got === rows && Number.isInteger(got) && got > 0) return table;
    throw new EngineError('INPUT_INVALID', `'${place.name}' has ${got} rows; it must have ${rows}, as 'x'.`);
  });
}

/** Rows of a table; a fraction where its numbers are no whole number of rows. */
export function rowsIn({ data, rowShape }: Table): number {
  return data.length / sizeOf(rowShape);
}

function inOrder(columns: Columns, places: readonly Place[]): readonly Column[] {
  if (isColumn(columns)) return expectCount([columns], places);
  if (Array.isArray(columns)) return expectCount(columns, places);
  return places.map(({ name }) => {
    const column = (columns as Readonly<Record<string, Column>>)[name];
    if (column && isColumn(column)) return column;
    throw new EngineError('INPUT_INVALID', `nothing is given for '${name}'.`);
  });
}

function expectCount(list: readonly Column[], places: readonly Place[]): readonly Column[] {
  if (list.length === places.length) return list;
  const names = places.map(({ name }) => name).join(', ');
  throw new EngineError('INPUT_INVALID', `${list.length} given for ${places.length} (${names}).`);
}

function isColumn(value: Columns): value is Column {
  return value instanceof tf.Tensor || ArrayBuffer.isView(value) || 'rowShape' in value;
}

function tableOf(column: Column, { name, rowShapes }: Place, rows: number | undefined): Table {
  if (column instanceof tf.Tensor) {
    const { shape, dtype } = column;
    // tfjs takes a list of numbers as rows of one number, and so do we.
    const rowShape = shape.length === 1 ? [1] : shape.slice(1);
    expectFits(name, rowShape, rowShapes);
    const values = column.dataSync();
    return { data: dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values), rowShape };
  }
  if (!ArrayBuffer.isView(column)) {
    expectFits(name, column.rowShape, rowShapes);
    return column;
  }
  const known = rowShapes.filter((shape): shape is number[] => !shape.includes(null));
  const fits = (shape: number[]) => rows === undefined || column.length === rows * sizeOf(shape);
  const rowShape = known.find(fits);
  if (rowShape) return { data: column, rowShape };
  const wanted = rowShapes.map(printed).join(' or ');
  throw new EngineError(
    'INPUT_INVALID',
    `'${name}' has ${column.length} numbers, and wants ${rows ?? 'some'} rows of shape ${wanted}. ` +
      'Give a tensor, or { data, rowShape }.',
  );
}

function expectFits(
  name: string,
  rowShape: readonly number[],
  wanted: readonly (readonly (number | null)[])[],
): void {
  const fits = wanted.some(
    (shape) =>
      shape.length === rowShape.length && shape.every((size, i) => size === null || size === rowShape[i]),
  );
  if (fits) return;
  const rows = wanted.map(printed).join(' or ');
  throw new EngineError(
    'INPUT_INVALID',
    `'${name}' wants rows of shape ${rows}, and has rows of ${printed(rowShape)}.`,
  );
}

function printed(shape: readonly (number | null)[]): string {
  return `[${shape.map((size) => size ?? '?').join(',')}]`;
}
