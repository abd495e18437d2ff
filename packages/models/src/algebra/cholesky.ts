import type { FloatMatrix, Products } from './products.ts';

/** Rows that are factored at a time: few enough for plain loops, many enough for matrix products. */
const BLOCK = 128;

/** A symmetric positive matrix as L L^T, and what can be solved with it. */
export interface Cholesky {
  /** L^-1 b, for `size` rows of any length. */
  solveLower(b: FloatMatrix): Promise<FloatMatrix>;
  /** L^-T b. */
  solveUpper(b: FloatMatrix): Promise<FloatMatrix>;
}

/**
 * Cholesky's factor by blocks, left-looking: what earlier columns say of a block is one matrix product; the
 * block itself is factored in double precision.
 *
 * @param matrix symmetric and positive; only its lower half is read.
 * @throws {RangeError} if it is not positive within single precision.
 */
export async function cholesky(matrix: FloatMatrix, products: Products): Promise<Cholesky> {
  const size = matrix.rows;
  const lower: FloatMatrix = { rows: size, columns: size, data: new Float32Array(size * size) };
  const inverses: FloatMatrix[] = [];
  for (let at = 0; at < size; at += BLOCK) {
    const width = Math.min(BLOCK, size - at);
    const column = part(matrix, at, size, at, at + width);
    if (at > 0) {
      const left = part(lower, at, size, 0, at);
      const top = part(lower, at, at + width, 0, at);
      subtract(column, await products.timesTransposed(left, top));
    }
    const inverse = inverseOfFactor(part(column, 0, width, 0, width));
    inverses.push(inverse);
    put(lower, at, at, await products.timesTransposed(column, inverse));
  }

  return {
    async solveLower(b) {
      const x: FloatMatrix = { ...b, data: Float32Array.from(b.data) };
      for (const [i, inverse] of inverses.entries()) {
        const at = i * BLOCK;
        const rows = part(x, at, at + inverse.rows, 0, x.columns);
        if (at > 0) {
          const known = part(lower, at, at + inverse.rows, 0, at);
          subtract(rows, await products.times(known, part(x, 0, at, 0, x.columns)));
        }
        put(x, at, 0, await products.times(inverse, rows));
      }
      return x;
    },
    async solveUpper(b) {
      const x: FloatMatrix = { ...b, data: Float32Array.from(b.data) };
      for (let i = inverses.length - 1; i >= 0; i--) {
        const inverse = inverses[i]!;
        const [at, end] = [i * BLOCK, i * BLOCK + inverse.rows];
        const rows = part(x, at, end, 0, x.columns);
        if (end < size) {
          const known = transposed(part(lower, end, size, at, end));
          subtract(rows, await products.times(known, part(x, end, size, 0, x.columns)));
        }
        put(x, at, 0, await products.times(transposed(inverse), rows));
      }
      return x;
    },
  };
}

/** The inverse of the lower factor of a small matrix. */
function inverseOfFactor({ rows: size, data }: FloatMatrix): FloatMatrix {
  const factor = Float64Array.from(data);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      if (i === j && !(sum > 0))
        throw new RangeError('the matrix is not positive: it has no Cholesky factor.');
      factor[i * size + j] = i === j ? Math.sqrt(sum) : sum / factor[j * size + j]!;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= factor[i * size + k]! * inverse[k * size + j]!;
      inverse[i * size + j] = sum / factor[i * size + i]!;
    }
  }
  return { rows: size, columns: size, data: Float32Array.from(inverse) };
}

/** A copy of some rows and columns. */
function part(
  { columns, data }: FloatMatrix,
  top: number,
  bottom: number,
  left: number,
  right: number,
): FloatMatrix {
  const width = right - left;
  const copy = new Float32Array((bottom - top) * width);
  for (let row = top; row < bottom; row++) {
    copy.set(data.subarray(row * columns + left, row * columns + right), (row - top) * width);
  }
  return { rows: bottom - top, columns: width, data: copy };
}

function put(into: FloatMatrix, top: number, left: number, { rows, columns, data }: FloatMatrix): void {
  for (let row = 0; row < rows; row++) {
    into.data.set(data.subarray(row * columns, (row + 1) * columns), (top + row) * into.columns + left);
  }
}

function subtract({ data }: FloatMatrix, { data: other }: FloatMatrix): void {
  for (let i = 0; i < data.length; i++) data[i]! -= other[i]!;
}

export function transposed({ rows, columns, data }: FloatMatrix): FloatMatrix {
  const turned = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < columns; k++) turned[k * rows + i] = data[i * columns + k]!;
  return { rows: columns, columns: rows, data: turned };
}
