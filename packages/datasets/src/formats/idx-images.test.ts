import { expect, test } from 'vitest';
import { failure, idxBytes } from '../../test/helpers.ts';
import type { DatasetRecord } from '../catalog/record.ts';
import { describeDataset } from '../catalog.ts';
import type { DatasetErrorCode } from '../errors.ts';
import type { SourceFile } from './format.ts';
import { readIdxImages } from './idx-images.ts';

const record: DatasetRecord = { ...describeDataset('mnist'), shape: [2, 2, 1] };

function read(images: Uint8Array, labels: Uint8Array) {
  const file = (role: SourceFile['role'], content: Uint8Array): SourceFile => ({
    ...record.files[0]!,
    role,
    path: `${role}.gz`,
    content,
  });
  return readIdxImages(record, 'train', [file('labels', labels), file('images', images)]);
}

test('makes a set whose pixels and labels are views on the files', () => {
  const images = idxBytes([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
  const labels = idxBytes([2], [9, 0]);
  const set = read(images, labels);
  expect(set).toMatchObject({ name: 'mnist', split: 'train', shape: [2, 2, 1], count: 2 });
  expect([...set.pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(set.pixels.buffer).toBe(images.buffer);
  expect([...set.labels.fine!.values]).toEqual([9, 0]);
  expect([...set.ids]).toEqual([0, 1]);
});

const picture = idxBytes([1, 2, 2], [1, 2, 3, 4]);
const label = idxBytes([1], [3]);

test.each<[string, DatasetErrorCode, Uint8Array, Uint8Array, string]>([
  [
    'more labels than pictures',
    'COUNT_MISMATCH',
    picture,
    idxBytes([2], [3, 4]),
    '1 pictures, but labels.gz holds 2',
  ],
  ['no labels', 'COUNT_MISMATCH', picture, idxBytes([0], []), 'labels.gz holds 0 labels'],
  ['a label of no class', 'LABEL_OUT_OF_RANGE', picture, idxBytes([1], [10]), 'Label 0 in labels.gz is 10'],
  [
    'pictures of another size',
    'FORMAT_INVALID',
    idxBytes([1, 4, 1], [1, 2, 3, 4]),
    label,
    'array of 1 x 4 x 1',
  ],
  ['no pictures', 'FORMAT_INVALID', idxBytes([0, 2, 2], []), idxBytes([0], []), 'array of 0 x 2 x 2'],
  ['labels in place of pictures', 'FORMAT_INVALID', label, label, 'images.gz holds an array of 1, where'],
  [
    'pictures in place of labels',
    'FORMAT_INVALID',
    picture,
    picture,
    'labels.gz holds an array of 1 x 2 x 2',
  ],
])('%s', async (_, code, images, labels, part) => {
  expect(await failure(code, () => read(images, labels))).toContain(part);
});
