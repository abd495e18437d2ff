import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failure } from '../../test/helpers.ts';
import { cifarRecords } from '../../test/tiny-cifar.ts';
import { DatasetError } from '../errors.ts';
import { checkCifarBinary, parseCifarBinary, unfoldCifarBinary } from './cifar-binary.ts';

/** The definition, word for word: pixel (y, x) of channel c is byte c x 1024 + y x 32 + x after the labels. */
function slowly(bytes: Uint8Array, record: number, y: number, x: number, channel: number): number {
  return bytes[record * 3074 + 2 + channel * 1024 + y * 32 + x]!;
}

test('planes become pixels, in place', () => {
  const original = cifarRecords(3);
  const bytes = original.slice();
  const { count, pixels, labels } = unfoldCifarBinary(bytes, 2);
  expect(count).toBe(3);
  expect(pixels.buffer).toBe(bytes.buffer);
  expect(pixels.length).toBe(3 * 3072);
  expect(labels.map((values) => [...values])).toEqual([
    [0, 1, 0],
    [0, 1, 2],
  ]);
  for (let i = 0; i < pixels.length; i++) {
    const [record, y, x, channel] = [
      Math.floor(i / 3072),
      Math.floor(i / 96) % 32,
      Math.floor(i / 3) % 32,
      i % 3,
    ];
    if (pixels[i] !== slowly(original, record, y, x, channel)) expect.fail(`pixel ${i} is wrong`);
  }
});

test('one label byte is CIFAR-10, and a view in the middle of a buffer is no matter', () => {
  const bytes = new Uint8Array(5 + 3073).subarray(5);
  bytes[0] = 9;
  bytes.fill(7, 1, 1025);
  bytes.fill(8, 1025, 2049);
  bytes.fill(9, 2049);
  const { pixels, labels } = parseCifarBinary(bytes, [10]);
  expect([...labels[0]!]).toEqual([9]);
  expect(pixels.every((pixel, i) => pixel === 7 + (i % 3))).toBe(true);
});

describe('hostile bytes', () => {
  const valid = cifarRecords(3);

  test.each([0, 1, 3073, 3075, 2 * 3074 - 1])('%s bytes are no records', async (length) => {
    const message = await failure('FORMAT_INVALID', () =>
      checkCifarBinary(new Uint8Array(length), [2, 3], 'a.bin'),
    );
    expect(message).toContain(
      `a.bin has ${length} bytes, which is no number of whole records of 3074 bytes.`,
    );
  });

  test('a label of no class is named', async () => {
    const bytes = valid.slice();
    bytes[3074 + 1] = 3;
    expect(await failure('LABEL_OUT_OF_RANGE', () => checkCifarBinary(bytes, [2, 3], 'a.bin'))).toContain(
      'Label 1 of record 1 in a.bin is 3, but there are 3 classes: 0..2.',
    );
  });

  test('cut and changed files are right or refused', () => {
    const change = fc.tuple(fc.nat(valid.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.nat(valid.length),
        fc.boolean(),
        fc.array(change, { maxLength: 4 }),
        (length, cut, changes) => {
          const bytes = valid.slice(0, cut ? length : undefined);
          for (const [place, value] of changes) if (place < bytes.length) bytes[place] = value;
          const labels = [0, 1, 2].flatMap((i) => [bytes[i * 3074]! < 2, bytes[i * 3074 + 1]! < 3]);
          const right = bytes.length > 0 && bytes.length % 3074 === 0;
          const inRange = labels.slice(0, (2 * bytes.length) / 3074).every(Boolean);
          try {
            checkCifarBinary(bytes, [2, 3], 'a.bin');
            expect(right && inRange).toBe(true);
          } catch (error) {
            if (!(error instanceof DatasetError)) throw error;
            expect(error.code).toBe(right ? 'LABEL_OUT_OF_RANGE' : 'FORMAT_INVALID');
            expect(right && inRange).toBe(false);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
