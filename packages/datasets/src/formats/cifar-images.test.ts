import { expect, test } from 'vitest';
import { failure } from '../../test/helpers.ts';
import { cifarRecords, tinyCifar } from '../../test/tiny-cifar.ts';
import type { DatasetFile } from '../catalog/record.ts';
import { roomsFor } from '../rooms.ts';
import { readCifarImages } from './cifar-images.ts';
import type { SourceFile } from './format.ts';

const record = tinyCifar(new Uint8Array());
const names = ['a.bin', 'b.bin', 'c.bin'];
const files = names.map((name): DatasetFile => ({ split: 'train', role: 'records', name, bytes: 2 * 3074 }));

/** Two records in each of three files, in rooms that lie end to end or each for itself. */
function sources(rooms: (file: DatasetFile) => Uint8Array): SourceFile[] {
  return files.map((file, i) => {
    const content = rooms(file);
    content.set(cifarRecords(2, 2 * i));
    return { ...file, path: file.name, content };
  });
}

test('several files make one split, in their order', () => {
  const whole = readCifarImages(record, 'train', [
    { ...sources(roomsFor(files))[0]!, content: cifarRecords(6) },
  ]);
  expect(whole).toMatchObject({ name: 'tiny', split: 'train', shape: [32, 32, 3], count: 6 });
  expect([...whole.labels.coarse!.values]).toEqual([0, 1, 0, 1, 0, 1]);
  expect([...whole.labels.fine!.values]).toEqual([0, 1, 2, 0, 1, 2]);
  expect(whole.labels.fine!.names).toEqual(['zero', 'one', 'two']);
  expect([...whole.ids]).toEqual([0, 1, 2, 3, 4, 5]);
  expect(readCifarImages(record, 'train', sources(roomsFor(files)))).toEqual(whole);
  expect(
    readCifarImages(
      record,
      'train',
      sources((file) => new Uint8Array(file.bytes)),
    ),
  ).toEqual(whole);
});

test('files that lie end to end are not copied', () => {
  const inRooms = sources(roomsFor(files));
  expect(readCifarImages(record, 'train', inRooms).pixels.buffer).toBe(inRooms[0]!.content.buffer);
});

test('the file with the fault is named', async () => {
  const [first, second, third] = sources(roomsFor(files)) as [SourceFile, SourceFile, SourceFile];
  second.content[3074 + 1] = 7;
  const message = await failure('LABEL_OUT_OF_RANGE', () =>
    readCifarImages(record, 'train', [first, second, third]),
  );
  expect(message).toContain('Label 1 of record 1 in b.bin is 7');
  const cut = { ...third, content: third.content.subarray(1) };
  expect(await failure('FORMAT_INVALID', () => readCifarImages(record, 'train', [first, cut]))).toContain(
    'c.bin has',
  );
});
