import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { failure, temporaryFolder } from '../test/helpers.ts';
import { npyBytes } from '../test/npy-bytes.ts';
import { loadArrays } from './load-arrays.ts';

const grey = npyBytes('|u1', [2, 1, 2], [1, 2, 3, 4]);
const colour = npyBytes('|u1', [1, 2, 1, 3], [1, 2, 3, 4, 5, 6]);
const labels = npyBytes('<i8', [2], [3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

test('an array of grey pictures, and labels in a file of their own', async () => {
  const set = await loadArrays(fileOf('toys.npy', grey), { labels: fileOf('labels.npy', labels) });
  expect(set).toMatchObject({ name: 'toys', split: 'train', shape: [1, 2, 1], count: 2 });
  expect([...set.pixels]).toEqual([1, 2, 3, 4]);
  expect([...set.ids]).toEqual([0, 1]);
  expect(set.labels).toEqual({ fine: { names: ['0', '1', '2', '3'], values: Uint8Array.from([3, 1]) } });
});

test('colour pictures without labels, gzipped', async () => {
  const set = await loadArrays(fileOf('toys.npy.gz', gzipSync(colour)), { name: 'mine', split: 'test' });
  expect(set).toMatchObject({ name: 'mine', split: 'test', shape: [2, 1, 3], count: 1, labels: {} });
});

test('arrays in a zip, by name', async () => {
  const path = fileOf('toys.npz', zipSync({ 'x_train.npy': grey, 'y_train.npy': labels }));
  const classes = ['a', 'b', 'c', 'd'];
  const set = await loadArrays(path, { images: 'x_train', labels: 'y_train', classes });
  expect(set).toMatchObject({ name: 'toys', count: 2, labels: { fine: { names: classes } } });
  expect(await failure('INPUT_INVALID', () => loadArrays(path))).toBe(
    `${path} holds the arrays x_train, y_train.\nSay in "images" which of them are the pictures.`,
  );
  await failure('INPUT_INVALID', () => loadArrays(path, { images: 'x' }));
  await failure('INPUT_INVALID', () => loadArrays(path, { images: 'x_train', labels: 'y' }));
});

test('the one array of a zip needs no name', async () => {
  expect((await loadArrays(fileOf('toys.npz', zipSync({ 'arr_0.npy': colour })))).count).toBe(1);
});

test('labels of every type of integer are read', async () => {
  const path = fileOf('toys.npy', npyBytes('|u1', [1, 1, 1], [9]));
  const types = { '|b1': 1, '|u1': 1, '|i1': 1, '<u2': 2, '<i2': 2, '<u4': 4, '<i4': 4, '<u8': 8, '<i8': 8 };
  for (const [dtype, bytes] of Object.entries(types)) {
    const value = [1, 0, 0, 0, 0, 0, 0, 0].slice(0, bytes);
    const set = await loadArrays(path, { labels: fileOf('labels.npy', npyBytes(dtype, [1, 1], value)) });
    expect([...set.labels.fine!.values]).toEqual([1]);
  }
});

describe('is refused', () => {
  test.each([
    ['floats', npyBytes('<f4', [1, 1, 1], [0, 0, 0, 0]), 'Save np.rint(array * 255).astype(np.uint8)'],
    [
      'big-endian',
      npyBytes('>u2', [1, 1, 1], [0, 9]),
      'of type >u2, where pictures of uint8 (|u1) were expected',
    ],
    ['int64', npyBytes('<i8', [1, 1, 1], new Uint8Array(8)), 'Save array.astype(np.uint8)'],
    [
      'channels first',
      npyBytes('|u1', [1, 3, 8, 8], new Uint8Array(192)),
      'Save array.transpose(0, 2, 3, 1).',
    ],
    ['two axes', npyBytes('|u1', [1, 3], [1, 2, 3]), 'holds an array of 1 x 3, where pictures were expected'],
    ['no pictures', npyBytes('|u1', [0, 3, 3], []), 'holds an array of 0 x 3 x 3, where'],
    ['five channels', npyBytes('|u1', [1, 5, 5, 5], new Uint8Array(125)), 'x channels (1..4)'],
    ['one value', npyBytes('|u1', [], [1]), 'holds an array of one value, where'],
  ])('pictures: %s', async (_, bytes, part) => {
    expect(await failure('FORMAT_INVALID', () => loadArrays(fileOf('a.npy', bytes)))).toContain(part);
  });

  test.each([
    [
      'FORMAT_INVALID',
      'floats',
      npyBytes('<f4', [2], new Uint8Array(8)),
      'of type <f4, where labels were expected',
    ],
    [
      'FORMAT_INVALID',
      'one-hot',
      npyBytes('|u1', [2, 2], [0, 1, 1, 0]),
      'holds an array of 2 x 2 of type |u1',
    ],
    ['COUNT_MISMATCH', 'too few', npyBytes('|u1', [1], [1]), 'holds 2 pictures, but'],
    ['COUNT_MISMATCH', 'none', npyBytes('|u1', [0], []), 'holds 0 labels'],
    ['LABEL_OUT_OF_RANGE', 'negative', npyBytes('|i1', [2], [1, 255]), 'is -1, but labels must be in 0..2.'],
    ['LABEL_OUT_OF_RANGE', 'large', npyBytes('|u1', [2], [3, 0]), 'Label 0 in'],
  ] as const)('labels: %s, %s', async (code, _, bytes, part) => {
    const options = { labels: fileOf('labels.npy', bytes), classes: ['a', 'b', 'c'] };
    expect(await failure(code, () => loadArrays(fileOf('a.npy', grey), options))).toContain(part);
  });

  test('more than 256 classes, by name or by label', async () => {
    const path = fileOf('a.npy', npyBytes('|u1', [1, 1, 1], [9]));
    const label = fileOf('labels.npy', npyBytes('<u2', [1], [0, 1]));
    await failure('LABEL_OUT_OF_RANGE', () => loadArrays(path, { labels: label }));
    const classes = new Array<string>(257).fill('x');
    await failure('INPUT_INVALID', () => loadArrays(path, { labels: label, classes }));
  });

  test('a file over the limit', async () => {
    await failure('FILE_TOO_LARGE', () => loadArrays(fileOf('a.npy', grey), { maxBytes: 100 }));
  });

  test('a choice among one array', async () => {
    await failure('INPUT_INVALID', () => loadArrays(fileOf('a.npy', grey), { images: 'x' }));
  });
});
