import { createRandom } from '@hourglass/datasets';
import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cholesky, transposed } from './cholesky.ts';
import { createMoments } from './moments.ts';
import { createProducts, type FloatMatrix, type Products } from './products.ts';
import { sphericalKMeans } from './spherical-k-means.ts';
import { fitWhitening } from './whitening.ts';

let products: Products;
beforeAll(async () => {
  products = await createProducts();
});
afterAll(() => products.close());

function randomMatrix(rows: number, columns: number, seed = 1): FloatMatrix {
  const random = createRandom(seed);
  return { rows, columns, data: Float32Array.from({ length: rows * columns }, () => random.float() - 0.5) };
}

const asMatrix = ({ rows, columns, data }: FloatMatrix) => Matrix.from1DArray(rows, columns, data);
const largestOf = (matrix: Matrix) => matrix.abs().max();

test("Cholesky's factor solves as a full inverse does, within a block and over several", async () => {
  for (const size of [1, 5, 128, 129, 300]) {
    const { data } = randomMatrix(size, size, size);
    const root = Matrix.from1DArray(size, size, data);
    const positive = root.mmul(root.transpose()).add(Matrix.eye(size));
    const factor = await cholesky(
      { rows: size, columns: size, data: Float32Array.from(positive.to1DArray()) },
      products,
    );
    const right = randomMatrix(size, 7, 3);
    const solved = await factor.solveUpper(await factor.solveLower(right));
    const back = positive.mmul(asMatrix(solved)).sub(asMatrix(right));
    expect(largestOf(back)).toBeLessThan(1e-4);
    expect(transposed(transposed(right))).toEqual(right);
  }
});

test('a matrix that is not positive has no factor', async () => {
  const matrix = { rows: 2, columns: 2, data: Float32Array.of(1, 2, 2, 1) };
  await expect(cholesky(matrix, products)).rejects.toThrow('not positive');
});

test('moments of rows in blocks are the covariance of all rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 1, max: 7 }),
      async (columns, rows, block) => {
        const all = randomMatrix(rows, columns, rows);
        const moments = await createMoments(columns);
        for (let at = 0; at < rows; at += block) {
          await moments.add(all.data.subarray(at * columns, Math.min(at + block, rows) * columns));
        }
        const { count, mean, covariance } = moments.covariance();
        await moments.close();
        const matrix = asMatrix(all);
        const centred = matrix.clone().subRowVector(matrix.mean('column'));
        const expected = centred.transpose().mmul(centred).div(rows);
        expect(count).toBe(rows);
        for (const [i, value] of matrix.mean('column').entries()) expect(mean[i]).toBeCloseTo(value, 5);
        expect(largestOf(expected.sub(Matrix.from1DArray(columns, columns, covariance)))).toBeLessThan(1e-6);
      },
    ),
    { numRuns: 20 },
  );
});

test('whitened columns are uncorrelated, of unit variance, and flat ones stay small', async () => {
  const mixed = asMatrix(randomMatrix(2000, 6)).mmul(asMatrix(randomMatrix(6, 6, 2)));
  const rows = { rows: 2000, columns: 6, data: Float32Array.from(mixed.to1DArray()) };
  const { mean, matrix } = await fitWhitening(rows, 1e-6);
  const white = mixed.subRowVector(Array.from(mean)).mmul(asMatrix(matrix));
  const covariance = white.transpose().mmul(white).div(2000);
  expect(largestOf(covariance.sub(Matrix.eye(6)))).toBeLessThan(0.01);
  const flat = await fitWhitening({ rows: 10, columns: 2, data: new Float32Array(20) }, 0.25);
  expect([...flat.matrix.data]).toEqual([2, 0, 0, 2]);
});

test('spherical k-means finds planted directions, whatever the length of the points', async () => {
  const random = createRandom(5);
  const planted = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, -1],
  ];
  const data = Float32Array.from({ length: 900 * 3 }, (_, i) => {
    const point = planted[Math.floor(i / 3) % 3]!;
    return (point[i % 3]! + 0.05 * (random.float() - 0.5)) * (1 + (Math.floor(i / 9) % 4));
  });
  const { data: centres } = await sphericalKMeans(
    { rows: 900, columns: 3, data },
    6,
    10,
    products,
    createRandom(1),
  );
  for (const direction of planted) {
    const likeness = Array.from({ length: 6 }, (_, k) =>
      direction.reduce((sum, value, i) => sum + value * centres[k * 3 + i]!, 0),
    );
    expect(Math.max(...likeness)).toBeGreaterThan(0.999);
  }
});
