import { createSession, floats, GraphBuilder } from '@hourglass/engine/graph';

/** Sums over rows that came in blocks: of the numbers, and of their products with one another. */
export interface Moments {
  /** @param rows any number of rows of `size` numbers, row-major. */
  add(rows: Float32Array): Promise<void>;
  /** The mean of each column of what was added so far, and the covariance, size x size. */
  covariance(): Covariance;
  close(): Promise<void>;
}

export interface Covariance {
  readonly count: number;
  readonly mean: Float32Array;
  readonly covariance: Float32Array;
}

/** Columns that are multiplied with each other at a time: with several panels, half of the products are left out. */
const PANELS = 4;

/** Accumulates first and second moments of rows of `size` numbers in size x size memory. */
export async function createMoments(size: number): Promise<Moments> {
  const session = await createSession(accumulateGraph());
  const bounds = Array.from({ length: PANELS + 1 }, (_, i) => Math.round((i * size) / PANELS));
  const sums = new Float64Array(size);
  const blocks = new Map<string, Float32Array>();
  let count = 0;

  const widthOf = (panel: number) => bounds[panel + 1]! - bounds[panel]!;
  return {
    async add(rows) {
      const rowCount = rows.length / size;
      count += rowCount;
      for (let row = 0; row < rowCount; row++)
        for (let i = 0; i < size; i++) sums[i]! += rows[row * size + i]!;
      const panels = Array.from({ length: PANELS }, (_, panel) => {
        const [from, to] = [bounds[panel]!, bounds[panel + 1]!];
        const data = new Float32Array(rowCount * (to - from));
        for (let row = 0; row < rowCount; row++) {
          data.set(rows.subarray(row * size + from, row * size + to), row * (to - from));
        }
        return floats([rowCount, to - from], data);
      });
      for (let i = 0; i < PANELS; i++) {
        for (let k = i; k < PANELS; k++) {
          const dims = [widthOf(i), widthOf(k)];
          const before = blocks.get(`${i},${k}`) ?? new Float32Array(dims[0]! * dims[1]!);
          const { next } = await session.run({ a: panels[i]!, b: panels[k]!, sum: floats(dims, before) });
          blocks.set(`${i},${k}`, next!.data as Float32Array);
        }
      }
    },
    covariance() {
      const mean = Float32Array.from(sums, (sum) => sum / count);
      const covariance = new Float32Array(size * size);
      for (const [key, block] of blocks) {
        const [i, k] = key.split(',').map(Number) as [number, number];
        for (let y = bounds[i]!, at = 0; y < bounds[i + 1]!; y++) {
          for (let x = bounds[k]!; x < bounds[k + 1]!; x++, at++) {
            const value = block[at]! / count - mean[y]! * mean[x]!;
            covariance[y * size + x] = value;
            covariance[x * size + y] = value;
          }
        }
      }
      return { count, mean, covariance };
    },
    close: () => session.close(),
  };
}

function accumulateGraph() {
  const g = new GraphBuilder('moments');
  const a = g.input('a', 'float32', [null, null]);
  const b = g.input('b', 'float32', [null, null]);
  const sum = g.input('sum', 'float32', [null, null]);
  g.output('next', 'float32', [null, null], g.op('Gemm', [a, b, sum], { transA: { int: 1 } }));
  return g.build();
}
