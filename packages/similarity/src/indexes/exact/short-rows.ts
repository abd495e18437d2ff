import { createSession, floats, type Session } from '@hourglass/engine/graph';
import { innerProduct } from '../../measures/inner-product.ts';
import type { Block } from '../local/rows.ts';
import { type ColumnBlock, columnBlocks, turn } from './column-copy.ts';
import { leadingDirections } from './leading-directions.ts';
import { projectionGraph } from './projection-graph.ts';

/**
 * All rows, shortened to the directions that tell the most, with which no score is taken for less than it is.
 *
 * A row is `x = mean + p + rest`: `p` lies along the directions, `rest` across them. So a query's product with it is
 * `q mean + q p + q rest`, and the last is at most the product of the lengths of both rests (Cauchy and Schwarz).
 * One more column holds that length, and a product of short rows is a bound on the score.
 */
export interface ShortRows {
  /** Blocks of `directions + 2` columns: along each direction, the length of the rest, the bias. */
  readonly blocks: readonly ColumnBlock[];
  readonly columns: number;
  /** The most that rounding the biases to float32 takes from a score. */
  readonly biasError: number;
  /** Queries as they are multiplied with the blocks, and what is to be added to each bound for the score's. */
  shorten(queries: Float32Array): Promise<{ queries: Float32Array; offsets: Float64Array }>;
  close(): Promise<void>;
}

/** Rows from which the directions are taken. */
const SAMPLE = 4096;
/** Directions are taken until the rest holds so little of the rows' energy: then few rows are left to compare. */
const WANTED_REST = 0.03;
/** Directions at most, as the time to find them grows with their square; then the rest may hold a little more. */
const MOST_DIRECTIONS = 256;
const MOST_REST = 0.07;
/** They are taken by so many: whole vectors of the processor. */
const STEP = 16;
/** Rows that are shortened at a time. */
const PIECE = 2048;

/** Undefined where directions that are few enough to save anything do not hold enough. */
export async function shortRows(
  blocks: readonly Block[],
  width: number,
  threads: number | undefined,
): Promise<ShortRows | undefined> {
  const count = blocks.reduce((sum, { rows }) => sum + rows, 0);
  const sample = sampleOf(blocks, width + 1, count);
  const sampled = sample.length / (width + 1);
  const mean = meanOf(sample, width);
  const most = Math.min(MOST_DIRECTIONS, Math.floor(width / 2 / STEP) * STEP);
  if (most === 0) return undefined;
  const { basis, held } = await leadingDirections(
    centredRows(sample, mean, 0, sampled),
    width,
    most,
    threads,
  );
  if (held.at(-1)! < 1 - MOST_REST) return undefined;
  const enough = held.findIndex((share) => share >= 1 - WANTED_REST);
  const directions = enough < 0 ? most : Math.min(most, Math.ceil((enough + 1) / STEP) * STEP);
  const projection = {
    basis: basis.subarray(0, directions * width),
    session: await createSession(projectionGraph(width), threads === undefined ? {} : { threads }),
  };

  const columns = directions + 2;
  // What is lost where the mean is taken off.
  const lost = innerProduct(mean, 0, mean, 0, width) * 2 ** -31;
  const copies = columnBlocks(count, columns);
  let greatestBias = 0;
  for (const { start, rows, matrix, bias } of blocks) {
    for (const value of bias) if (value !== -Infinity) greatestBias = Math.max(greatestBias, Math.abs(value));
    for (let first = 0; first < rows; first += PIECE) {
      const length = Math.min(PIECE, rows - first);
      const short = await project(projection, centredRows(matrix, mean, first, length), width, lost);
      for (let row = 0; row < length; row++) short[row * columns + columns - 1] = bias[first + row]!;
      turn({ start: start + first, rows: length, matrix: short }, columns, copies);
    }
  }

  return {
    blocks: copies,
    columns,
    biasError: greatestBias * 2 ** -22,
    async shorten(queries) {
      const short = await project(projection, queries, width);
      for (let end = columns - 1; end < short.length; end += columns) short[end] = 1;
      const offsets = Float64Array.from({ length: queries.length / width }, (_, row) =>
        innerProduct(queries, row * width, mean, 0, width),
      );
      return { queries: short, offsets };
    },
    close: () => projection.session.close(),
  };
}

interface Projection {
  readonly session: Session;
  readonly basis: Float32Array;
}

/** Rows x (directions + 2): the numbers along each direction, the length of the rest, and room for the bias. */
async function project(
  { session, basis }: Projection,
  vectors: Float32Array,
  width: number,
  lost = 0,
): Promise<Float32Array> {
  const directions = basis.length / width;
  const rows = vectors.length / width;
  const { along } = await session.run({
    rows: floats([rows, width], vectors),
    basis: floats([directions, width], basis),
  });
  const data = along!.data as Float32Array;
  const short = new Float32Array(rows * (directions + 2));
  // What products in float32 may lose of a vector's energy, many times over. It makes both rests longer, so their
  // product is larger by more than rounding can take from the bound.
  const rounding = (width + directions) * 2 ** -22;
  for (let row = 0; row < rows; row++) {
    const whole = innerProduct(vectors, row * width, vectors, row * width, width);
    const held = innerProduct(data, row * directions, data, row * directions, directions);
    short.set(data.subarray(row * directions, (row + 1) * directions), row * (directions + 2));
    short[row * (directions + 2) + directions] = Math.sqrt(
      Math.max(0, whole - held) + rounding * whole + lost,
    );
  }
  return short;
}

/** Rows from all over, with their bias. Those that are deleted are zeros. */
function sampleOf(blocks: readonly Block[], columns: number, count: number): Float32Array {
  const step = Math.max(1, count / SAMPLE);
  const chosen: Float32Array[] = [];
  let next = 0;
  for (const { start, rows, matrix } of blocks) {
    for (; next < start + rows; next += step) {
      const row = Math.floor(next) - start;
      chosen.push(matrix.subarray(row * columns, (row + 1) * columns));
    }
  }
  const sample = new Float32Array(chosen.length * columns);
  for (const [i, row] of chosen.entries()) sample.set(row, i * columns);
  return sample;
}

/** Of vectors that have their bias behind them. */
function meanOf(matrix: Float32Array, width: number): Float32Array {
  const sums = new Float64Array(width);
  for (let start = 0; start < matrix.length; start += width + 1)
    for (let i = 0; i < width; i++) sums[i]! += matrix[start + i]!;
  return Float32Array.from(sums, (sum) => sum / (matrix.length / (width + 1)));
}

/** Vectors without their bias, less the mean. */
function centredRows(matrix: Float32Array, mean: Float32Array, first: number, rows: number): Float32Array {
  const width = mean.length;
  const centred = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const from = (first + row) * (width + 1);
    for (let i = 0; i < width; i++) centred[row * width + i] = matrix[from + i]! - mean[i]!;
  }
  return centred;
}
