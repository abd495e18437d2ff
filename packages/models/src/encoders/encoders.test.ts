import {
  concat,
  createAugmenter,
  flip,
  type ImageSet,
  loadDataset,
  pictureOf,
  take,
} from '@hourglass/datasets';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { beforeAll, describe, expect, test } from 'vitest';
import { pixelCovariance } from '../pca/covariance.ts';
import { bceFloor, psnrOf, reconstructionErrors } from '../quality/reconstruction.ts';
import { openOnnxEncoder } from './onnx.ts';
import { fitPca, type PcaEncoder } from './pca.ts';
import { createRawEncoder } from './raw.ts';

let train: ImageSet;
let held: ImageSet;
let pca: PcaEncoder;

beforeAll(async () => {
  const mnist = await loadDataset('mnist');
  train = mnist.train;
  held = mnist.test;
  pca = await fitPca(train, 64);
});

describe('PCA', () => {
  test('has the leading eigenvalues of a full decomposition', async () => {
    const { covariance } = await pixelCovariance(train);
    const full = new EigenvalueDecomposition(Matrix.from1DArray(784, 784, covariance), {
      assumeSymmetric: true,
    });
    const leading = full.realEigenvalues.sort((a, b) => b - a).slice(0, 64);
    for (const [i, value] of leading.entries())
      expect(Math.abs(pca.variances[i]! - value) / value).toBeLessThan(1e-4);
    // Of many directions the last weigh little in all, but much in what is lost.
    const many = await fitPca(train, 300);
    const lost = full.realEigenvalues.sort((a, b) => b - a).slice(300);
    const all = full.realEigenvalues.reduce((sum, value) => sum + value, 0);
    const kept = many.variances.reduce((sum, value) => sum + value, 0);
    expect((all - kept) / lost.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 2);
    await many.dispose();
  });

  test('has orthonormal components', () => {
    const v = Matrix.from1DArray(784, 64, pca.components);
    const off = v.transpose().mmul(v).sub(Matrix.eye(64)).abs().max();
    expect(off).toBeLessThan(1e-5);
  });

  test('keeps what 64 numbers can keep of MNIST', async () => {
    const { bce, mse } = reconstructionErrors(held.pixels, await pca.reconstruct(held));
    expect(bce - bceFloor(held.pixels)).toBeCloseTo(0.035, 3);
    expect(psnrOf(mse)).toBeCloseTo(21.1, 1);
  });

  test('of all directions gives the picture back', async () => {
    const some = take(train, 2000);
    const whole = await fitPca(some, 784);
    const { mse } = reconstructionErrors(some.pixels, await whole.reconstruct(some));
    expect(mse).toBeLessThan(1e-8);
  });

  test('of mirrored pictures too is that of a set that holds both', async () => {
    const some = take(train, 500);
    const mirror = createAugmenter(some.shape, [flip({ probability: 1 })]);
    const pixels = new Uint8Array(some.pixels.length);
    for (let i = 0; i < some.count; i++) pixels.set(mirror(pictureOf(some, i), i), i * 784);
    const both = concat([some, { ...some, pixels }]);
    const [short, long] = [await fitPca(some, 5, { mirrored: true }), await fitPca(both, 5)];
    long.variances.forEach((variance, i) => {
      expect(short.variances[i]! / variance).toBeCloseTo(1, 4);
    });
    long.mean.forEach((value, i) => {
      expect(short.mean[i]!).toBeCloseTo(value, 5);
    });
  });

  test('as an ONNX file gives the same codes', async () => {
    const file = await openOnnxEncoder(pca.toOnnx(), { shape: train.shape });
    const some = take(held, 50);
    const [theirs, ours] = [await file.encode(some), await pca.encode(some)];
    expect(theirs.length).toBe(ours.length);
    theirs.forEach((value, i) => {
      expect(value).toBeCloseTo(ours[i]!, 5);
    });
    await file.dispose();
  });

  test('whitened: numbers of one spread, and the same pictures back', async () => {
    const white = await fitPca(train, 16, { whitened: true });
    const plain = await fitPca(train, 16);
    const codes = await white.encode(train);
    for (let column = 0; column < 16; column++) {
      let [sum, squares] = [0, 0];
      for (let i = column; i < codes.length; i += 16) {
        sum += codes[i]!;
        squares += codes[i]! ** 2;
      }
      expect(squares / train.count - (sum / train.count) ** 2).toBeCloseTo(1, 1);
    }
    const some = take(held, 20);
    const [ours, theirs] = [await white.reconstruct(some), await plain.reconstruct(some)];
    ours.forEach((value, i) => {
      expect(value).toBeCloseTo(theirs[i]!, 4);
    });
    await white.dispose();
    await plain.dispose();
  });

  test('refuses more numbers than there are', async () => {
    await expect(fitPca(take(train, 10), 11)).rejects.toThrow('has no 11 components; at most 10');
  });
});

test('the raw encoder gives the pixels, 0..1', async () => {
  const raw = createRawEncoder(train.shape);
  const codes = await raw.encode(take(train, 3));
  expect(codes.length).toBe(3 * raw.codeSize);
  expect(codes.reduce((sum, value) => sum + value, 0) * 255).toBeCloseTo(
    take(train, 3).pixels.reduce((sum, value) => sum + value, 0),
    0,
  );
});

test("MNIST's floor is what its greys cost", () => {
  expect(bceFloor(held.pixels)).toBeCloseTo(0.0581, 4);
  expect(bceFloor(Uint8Array.of(0, 255))).toBe(0);
  expect(bceFloor(Uint8Array.of(51))).toBeCloseTo(-(0.2 * Math.log(0.2) + 0.8 * Math.log(0.8)), 6);
});
