import { createSession, floats, type Graph, GraphBuilder } from '@hourglass/engine/graph';
import { innerProduct } from '../../measures/inner-product.ts';
import { random } from '../../random.ts';

/** Products with the rows' second moments; the last one only measures. */
const ROUNDS = 3;

export interface Directions {
  /** count x size, orthonormal rows, the most telling first. */
  readonly basis: Float32Array;
  /** Share of the rows' energy that the first 1, 2, ... directions hold, ascending. */
  readonly held: Float64Array;
}

/**
 * Directions that hold most of the rows: orthogonal iteration on their second moments (Golub and Van Loan, Matrix
 * Computations, 8.2.4), from a random start with a fixed seed. They need not be the best ones, only orthonormal.
 *
 * @param rows n x size, centred.
 */
export async function leadingDirections(
  rows: Float32Array,
  size: number,
  count: number,
  threads: number | undefined,
): Promise<Directions> {
  const session = await createSession(momentsGraph(size), threads === undefined ? {} : { threads });
  try {
    const sample = floats([rows.length / size, size], rows);
    const draw = random(1);
    let basis = orthonormal(
      Float32Array.from({ length: count * size }, () => draw() - 0.5),
      size,
    );
    let energies = new Float64Array(count);
    for (let round = 0; round < ROUNDS; round++) {
      const { next } = await session.run({ basis: floats([count, size], basis), rows: sample });
      const data = next!.data as Float32Array;
      energies = Float64Array.from({ length: count }, (_, i) => {
        return innerProduct(data, i * size, basis, i * size, size);
      });
      if (round < ROUNDS - 1) basis = orthonormal(data, size);
    }
    const all = rows.reduce((sum, value) => sum + value * value, 0) || 1;
    const held = energies.map((energy) => energy / all);
    for (let i = 1; i < count; i++) held[i]! += held[i - 1]!;
    return { basis, held };
  } finally {
    await session.close();
  }
}

/** basis (rows^T rows), for any number of rows. */
function momentsGraph(size: number): Graph {
  const b = new GraphBuilder('second-moments');
  const basis = b.input('basis', 'float32', [null, size]);
  const rows = b.input('rows', 'float32', [null, size]);
  const along = b.op('Gemm', [basis, rows], { transB: { int: 1 } });
  b.output('next', 'float32', [null, size], b.op('MatMul', [along, rows]));
  return b.build();
}

/**
 * Rows made orthonormal one after the other (modified Gram-Schmidt; once is enough in double precision). Rows that
 * depend on those before become zero.
 */
function orthonormal(rows: Float32Array, size: number): Float32Array {
  const result = Float64Array.from(rows);
  for (let start = 0; start < result.length; start += size) {
    const before = Math.sqrt(dot(result, start, result, start, size));
    for (let other = 0; other < start; other += size) {
      const along = dot(result, start, result, other, size);
      for (let i = 0; i < size; i++) result[start + i]! -= along * result[other + i]!;
    }
    const left = Math.sqrt(dot(result, start, result, start, size));
    const scale = left > 1e-6 * before ? 1 / left : 0;
    for (let i = start; i < start + size; i++) result[i]! *= scale;
  }
  return Float32Array.from(result);
}

function dot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, size: number): number {
  // Sums that do not wait for one another.
  let [even, odd] = [0, 0];
  let i = 0;
  for (; i + 1 < size; i += 2) {
    even += a[aStart + i]! * b[bStart + i]!;
    odd += a[aStart + i + 1]! * b[bStart + i + 1]!;
  }
  if (i < size) even += a[aStart + i]! * b[bStart + i]!;
  return even + odd;
}
