import * as tf from '@tensorflow/tfjs-core';
import type { ReadableTable } from '../compile/tables.ts';
import { EngineError } from '../errors.ts';
import { sizeOf } from '../graph/graph.ts';
import { kindOf, type NumberArray, toNumberArray } from '../graph/number-arrays.ts';

/** Numbers of any kind. Those that a graph does not read as they are (all but the first four) are copied. */
export type Numbers =
  | Uint8Array
  | Uint8ClampedArray
  | Float32Array
  | Int32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Uint16Array
  | readonly number[];

/** Rows whose shape is said, and what their numbers are multiplied by (bytes stay bytes). */
export interface ColumnTable {
  readonly data: Numbers;
  readonly rowShape: readonly number[];
  readonly scale?: number;
}

/** A list for each row, as `tf.tensor` takes it. */
export type NestedRows = readonly (readonly number[] | NestedRows)[];

/**
 * Examples for one input or output of a model, one a row: a tensor, an array whose rows have the shape that
 * the model says, lists of rows, or a table.
 */
export type Column = tf.Tensor | Numbers | NestedRows | ColumnTable;

/** An input or output of a model: its name, and the row shape it takes. `null` is any size. */
export interface Place {
  readonly name: string;
  readonly rowShape: readonly (number | null)[];
}

export function isTable(value: unknown): value is ColumnTable {
  return typeof value === 'object' && value !== null && 'rowShape' in value;
}

export function isNested(value: unknown): value is NestedRows {
  return Array.isArray(value) && Array.isArray(value[0]);
}

/** @throws {EngineError} `INPUT_INVALID`, naming the input, what it wants and what came. */
export function tableOf(column: Column, place: Place, rows: number | undefined): ReadableTable {
  if (column instanceof tf.Tensor) return tensorTable(column, place);
  if (isNested(column)) return nestedTable(column, place);
  if (isTable(column)) {
    checkFits(column.rowShape, place);
    return { ...column, data: numbersOf(column.data, place) };
  }
  const data = numbersOf(column, place);
  const rowShape = place.rowShape.filter((size) => size !== null);
  const known = rowShape.length === place.rowShape.length;
  if (known && (rows === undefined || data.length === rows * sizeOf(rowShape))) return { data, rowShape };
  throw new EngineError(
    'INPUT_INVALID',
    `'${place.name}' has ${data.length} numbers, and wants ${rows ?? 'some'} rows of shape ${printed(place.rowShape)}. ` +
      'Give a tensor, or { data, rowShape }.',
  );
}

function tensorTable(tensor: tf.Tensor, place: Place): ReadableTable {
  const { shape, dtype } = tensor;
  if (dtype === 'string' || dtype === 'complex64') {
    throw new EngineError(
      'INPUT_INVALID',
      `'${place.name}' is a tensor of type ${dtype}. It must hold numbers.`,
    );
  }
  // tfjs takes a list of numbers as rows of one number, and so do we.
  const rowShape = shape.length === 1 ? [1] : shape.slice(1);
  checkFits(rowShape, place);
  const values = tensor.dataSync();
  return { data: dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values), rowShape };
}

function nestedTable(rows: NestedRows, place: Place): ReadableTable {
  const shape = shapeOf(rows);
  if (!hasShape(rows, shape)) {
    throw new EngineError('INPUT_INVALID', `'${place.name}' is a list of rows of several shapes.`);
  }
  const rowShape = shape.slice(1);
  checkFits(rowShape, place);
  return { data: numbersOf((rows as readonly unknown[]).flat(Number.POSITIVE_INFINITY), place), rowShape };
}

/** The shape of a nested list, by what comes first in it. */
function shapeOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}

function hasShape(value: unknown, [size, ...rest]: readonly number[]): boolean {
  if (size === undefined) return !Array.isArray(value);
  return Array.isArray(value) && value.length === size && value.every((part) => hasShape(part, rest));
}

function numbersOf(values: unknown, { name }: Place): NumberArray {
  const numbers = toNumberArray(values);
  if (numbers) return numbers;
  throw new EngineError(
    'INPUT_INVALID',
    `'${name}' is given as ${kindOf(values)}. It can be a tensor, an array of numbers such as Float32Array, or { data, rowShape }.`,
  );
}

function checkFits(rowShape: readonly number[], { name, rowShape: wanted }: Place): void {
  const fits =
    rowShape.length === wanted.length && wanted.every((size, i) => size === null || size === rowShape[i]);
  if (fits) return;
  throw new EngineError(
    'INPUT_INVALID',
    `'${name}' wants rows of shape ${printed(wanted)}, and has rows of ${printed(rowShape)}.`,
  );
}

export function printed(shape: readonly (number | null)[]): string {
  return `[${shape.map((size) => size ?? '?').join(',')}]`;
}
