import { EngineError } from '../errors.ts';
import { int32s, sizeOf, type TensorData } from '../graph/graph.ts';
import { asNumberArray, isShared, kindOf, type NumberArray } from '../graph/number-arrays.ts';
import { rowsPort, tablePort } from './ports.ts';

/**
 * A table of examples, one a row. It is handed over once; batches are gathered from it by row number. Its
 * numbers may be changed between two calls: the next call reads them as they are then.
 */
export interface Table {
  readonly data: NumberArray | Uint8ClampedArray;
  /** Shape of one row. */
  readonly rowShape: readonly number[];
  /** What the numbers are multiplied by before the step sees them, such as 1/255 for pixels. */
  readonly scale?: number;
}

export type Tables = Readonly<Record<string, Table>>;

/** A table whose numbers a graph can read as they are. */
export interface ReadableTable extends Table {
  readonly data: NumberArray;
}
export type ReadableTables = Readonly<Record<string, ReadableTable>>;

/** @throws {EngineError} `INPUT_INVALID` for an array of another kind: a copy would not see later changes. */
export function readableTables(tables: Tables): ReadableTables {
  const readable = Object.entries(tables).map(([name, table]) => {
    const data = asNumberArray(table.data);
    if (data) return [name, { ...table, data }];
    throw new EngineError(
      'INPUT_INVALID',
      `table '${name}' holds ${kindOf(table.data)}. It can hold Uint8Array, Float32Array or Int32Array: new Float32Array(data) makes one.`,
    );
  });
  return Object.fromEntries(readable);
}

/** How many rows the tables have. @throws {EngineError} `INPUT_INVALID` unless it is one whole number. */
export function countRows(tables: ReadableTables): number {
  const counts = Object.entries(tables).map(([name, { data, rowShape }]) => {
    if (!(Array.isArray(rowShape) && rowShape.every((size) => Number.isInteger(size) && size > 0))) {
      throw new EngineError(
        'INPUT_INVALID',
        `table '${name}' has the row shape ${JSON.stringify(rowShape)}. It must be a list of whole numbers above 0.`,
      );
    }
    const count = data.length / sizeOf(rowShape);
    if (Number.isInteger(count) && count > 0) return count;
    throw new EngineError(
      'INPUT_INVALID',
      `table '${name}' has ${data.length} numbers, which is no whole number of rows of shape [${rowShape}].`,
    );
  });
  const count = counts[0];
  if (count !== undefined && counts.every((other) => other === count)) return count;
  throw new EngineError(
    'INPUT_INVALID',
    `tables have ${counts.join(', ')} rows; they must have the same number.`,
  );
}

/** @throws {EngineError} `INPUT_INVALID` unless the rows exist, and are whole batches if they must be. */
export function checkRows(rows: Int32Array, batchSize: number, rowCount: number, partial = false): void {
  if (!(asNumberArray(rows) instanceof Int32Array)) {
    throw new EngineError('INPUT_INVALID', `rows are given as ${kindOf(rows)}. They must be an Int32Array.`);
  }
  if (rows.length === 0 || (!partial && rows.length % batchSize !== 0)) {
    throw new EngineError(
      'INPUT_INVALID',
      `${rows.length} rows are no multiple of the batch size ${batchSize}.`,
    );
  }
  const outside = rows.find((row) => row < 0 || row >= rowCount);
  if (outside !== undefined) {
    throw new EngineError('INPUT_INVALID', `row ${outside} is not in the table, which has ${rowCount} rows.`);
  }
}

/** @throws {EngineError} `SHAPE_MISMATCH` if a table was emptied since, as when its buffer goes to a worker. */
export function checkSameTables(tables: ReadableTables, rowCount: number): void {
  for (const [name, { data, rowShape }] of Object.entries(tables)) {
    const count = data.length / sizeOf(rowShape);
    if (count === rowCount) continue;
    throw new EngineError(
      'SHAPE_MISMATCH',
      `table '${name}' had shape [${[rowCount, ...rowShape]}] when it was compiled and has ${data.length} numbers now.`,
    );
  }
}

/** The table as a tensor, without a copy. */
export function tableTensor({ data, rowShape }: ReadableTable): TensorData {
  const dims = [data.length / sizeOf(rowShape), ...rowShape];
  if (data instanceof Uint8Array) return { type: 'uint8', dims, data };
  if (data instanceof Int32Array) return { type: 'int32', dims, data };
  return { type: 'float32', dims, data };
}

/** Some rows of a table as a table of their own, in the table's type. */
export function gatherRows(table: ReadableTable, rows: Int32Array): ReadableTable {
  const size = sizeOf(table.rowShape);
  const data = new (table.data.constructor as Uint8ArrayConstructor)(rows.length * size);
  rows.forEach((row, i) => {
    data.set(table.data.subarray(row * size, (row + 1) * size), i * size);
  });
  return { ...table, data };
}

/**
 * What an unrolled graph is fed for some rows: the tables, and which of their rows each step takes.
 * @param copied whether the runtime copies all that it is fed. Then it gets only the rows that these steps
 * take, so that a call copies two thousand pictures and not sixty thousand. The graph sees no difference.
 */
export function feedTables(
  tables: ReadableTables,
  rows: Int32Array,
  batchSize: number,
  copied: boolean,
): Record<string, TensorData> {
  if (!copied && !Object.values(tables).some(({ data }) => isShared(data)))
    return feedWhole(tables, rows, batchSize);
  const parts = Object.entries(tables).map(([name, table]) => [name, gatherRows(table, rows)]);
  return feedWhole(
    Object.fromEntries(parts),
    Int32Array.from(rows, (_, i) => i),
    batchSize,
  );
}

function feedWhole(tables: ReadableTables, rows: Int32Array, batchSize: number): Record<string, TensorData> {
  const feeds = Object.entries(tables).map(([name, table]) => [tablePort(name), tableTensor(table)]);
  return { ...Object.fromEntries(feeds), [rowsPort]: int32s([rows.length / batchSize, batchSize], rows) };
}
