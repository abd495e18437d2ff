import { augment, type ImageSet, loadDataset, pictureOf, shift, take } from '@hourglass/datasets';
import { beforeAll, expect, test } from 'vitest';
import { createRawEncoder } from '../encoders/raw.ts';
import { type Encoder, openOnnxEncoder } from '../index.ts';
import { fitDictionary } from './fit-dictionary.ts';
import type { DictionaryOptions } from './options.ts';
import { dictionaryRecipes } from './recipes.ts';

let train: ImageSet;
let queries: ImageSet;
let moved: ImageSet;
const small: DictionaryOptions = {
  ...dictionaryRecipes.digits,
  codeSize: 32,
  patches: [{ size: 7, count: 48, grid: 3 }],
  viewedPictures: 500,
  pictures: 1000,
};

beforeAll(async () => {
  const mnist = await loadDataset('mnist');
  train = take(mnist.train, 2000);
  queries = take(mnist.test, 200);
  const pixels = Uint8Array.from({ length: queries.pixels.length });
  for (let row = 0; row < queries.count; row++) {
    const id = queries.ids[row]!;
    pixels.set(augment(pictureOf(queries, row), queries.shape, [shift({ max: 5 })], { id }), row * 784);
  }
  moved = { ...queries, pixels };
});

/** The share of the ten nearest by cosine that have the query's digit. */
async function precision(encoder: Encoder, asked: ImageSet): Promise<number> {
  const index = unitRows(await encoder.encode(train), encoder.codeSize);
  const codes = unitRows(await encoder.encode(asked), encoder.codeSize);
  const digits = Object.values(train.labels)[0]!.values;
  const asks = Object.values(asked.labels)[0]!.values;
  let hits = 0;
  for (const [query, code] of codes.entries()) {
    const nearest = index.map((item, i) => ({ i, near: dot(code, item) })).sort((a, b) => b.near - a.near);
    for (const { i } of nearest.slice(0, 10)) if (digits[i] === asks[query]) hits++;
  }
  return hits / codes.length / 10;
}

function unitRows(codes: Float32Array, size: number): Float32Array[] {
  return Array.from({ length: codes.length / size }, (_, row) => {
    const code = codes.subarray(row * size, (row + 1) * size);
    const norm = Math.sqrt(dot(code, code));
    return code.map((value) => value / norm);
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

test('finds digits better than raw pixels do, and as well where they were moved', async () => {
  const encoder = await fitDictionary(train, small);
  const raw = createRawEncoder(train.shape);
  const [codeStill, codeMoved] = [await precision(encoder, queries), await precision(encoder, moved)];
  const [rawStill, rawMoved] = [await precision(raw, queries), await precision(raw, moved)];
  expect(codeStill).toBeGreaterThan(rawStill + 0.03);
  expect(codeMoved).toBeGreaterThan(codeStill - 0.02);
  expect(rawMoved).toBeLessThan(rawStill - 0.2);

  const bytes = encoder.toOnnx();
  const opened = await openOnnxEncoder(bytes, { shape: train.shape });
  const few = take(queries, 40);
  const [here, there] = [await encoder.encode(few), await opened.encode(few)];
  for (const [i, value] of here.entries()) expect(there[i]).toBeCloseTo(value, 3);
  await Promise.all([encoder.dispose(), opened.dispose()]);
});

test('the same seed gives the same bits, another seed another code', async () => {
  const tiny = { ...small, patches: [{ size: 5, count: 16, grid: 2 }], pictures: 300, viewedPictures: 100 };
  const codesOf = async (seed: number) => {
    const encoder = await fitDictionary(take(train, 500), { ...tiny, seed });
    const codes = await encoder.encode(take(queries, 20));
    await encoder.dispose();
    return codes;
  };
  const first = await codesOf(1);
  expect(await codesOf(1)).toEqual(first);
  expect(await codesOf(2)).not.toEqual(first);
});

test('colour photographs, with a dictionary of colours and one of luminance', async () => {
  const { train: photos } = await loadDataset('cifar100-mini');
  const phases = new Set<string>();
  const encoder = await fitDictionary(photos, {
    ...dictionaryRecipes.photos,
    codeSize: 64,
    patches: [
      { size: 6, count: 24, grid: 2 },
      { size: 6, count: 24, grid: 2, luminance: true },
    ],
    pictures: 600,
    viewedPictures: 300,
    onProgress: ({ phase }) => phases.add(phase),
  });
  const codes = await encoder.encode(take(photos, 50));
  await encoder.dispose();
  expect(codes).toHaveLength(50 * 64);
  expect(codes.every(Number.isFinite)).toBe(true);
  expect([...phases]).toEqual(['dictionaries', 'pictures', 'views', 'projection']);
});

test('stops when it is told to', async () => {
  const control = new AbortController();
  const fit = fitDictionary(train, { ...small, signal: control.signal, onProgress: () => control.abort() });
  await expect(fit).rejects.toThrow('aborted');
});

test('what cannot be fitted is refused in a line', async () => {
  const flat = { ...take(train, 50), pixels: new Uint8Array(50 * 784).fill(9) };
  const cases: [ImageSet, Partial<DictionaryOptions>, string][] = [
    [flat, {}, 'nearly all flat'],
    [take(train, 1), {}, 'has 1 pictures'],
    [train, { patches: [{ size: 29, count: 8, grid: 1 }] }, 'have no patches of 29 x 29'],
    [train, { patches: [{ size: 26, count: 8, grid: 4 }] }, 'a grid of 4 is too fine'],
    [train, { patches: [] }, 'at least one size'],
    [train, { patches: [{ size: 5, count: 0, grid: 1 }] }, 'count of patches is 0'],
    [train, { patches: [{ size: 5, count: 4096, grid: 16 }] }, 'features need matrices of'],
    [train, { patches: [{ size: 5, count: 8, grid: 1, stride: 0 }] }, 'stride of patches is 0'],
    [train, { patches: [{ size: 5, count: 8, grid: 13, stride: 2 }] }, 'a grid of 13 is too fine'],
    [train, { codeSize: 5000 }, 'make no code of 5000'],
    [train, { codeSize: Number.NaN }, 'codeSize is NaN'],
    [train, { contrastFloor: 0 }, 'contrastFloor is 0'],
    [train, { viewsPerPicture: 1 }, 'viewsPerPicture is 1'],
  ];
  for (const [images, change, words] of cases) {
    await expect(fitDictionary(images, { ...small, ...change }), words).rejects.toThrow(words);
  }
  const encoder = await fitDictionary(train, { ...small, pictures: 200, viewedPictures: 50 });
  const { train: photos } = await loadDataset('cifar100-mini');
  await expect(encoder.encode(take(photos, 2))).rejects.toThrow('28 x 28 x 1, not 32 x 32 x 3');
  await encoder.dispose();
});

test('fewer pictures than prototypes, and pictures of one class, give codes all the same', async () => {
  const few = take(train, 12);
  const encoder = await fitDictionary(few, { ...small, codeSize: 8 });
  const codes = await encoder.encode(few);
  expect(codes.every(Number.isFinite)).toBe(true);
  await encoder.dispose();
});

test('greys among colours are pictures as others are', async () => {
  const { train: photos } = await loadDataset('cifar100-mini');
  const mixed = take(photos, 120);
  const pixels = mixed.pixels.slice();
  for (let at = 0; at < pixels.length / 2; at += 3) pixels.fill(pixels[at]!, at, at + 3);
  const options = { ...small, ...dictionaryRecipes.photos, codeSize: 8, pictures: 120, viewedPictures: 60 };
  const patches = [{ size: 6, count: 16, grid: 2 }];
  const encoder = await fitDictionary({ ...mixed, pixels }, { ...options, patches });
  const codes = await encoder.encode({ ...mixed, pixels });
  expect(codes.every(Number.isFinite)).toBe(true);
  expect(new Set(codes).size).toBeGreaterThan(900);
  await encoder.dispose();
});
