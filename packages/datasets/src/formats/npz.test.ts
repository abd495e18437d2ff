import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { failure } from '../../test/helpers.ts';
import { npyBytes } from '../../test/npy-bytes.ts';
import { DatasetError } from '../errors.ts';
import { openNpz } from './npz.ts';

/** np.savez_compressed(x=np.arange(24, dtype=np.uint8).reshape(2, 2, 2, 3), y=np.uint8([[3], [1]])), by NumPy 2.4. */
const saved = Buffer.from(
  'UEsDBC0AAAAIAAAAIQCFOo9T//////////8FABQAeC5ucHkBABAAmAAAAAAAAABgAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF5T' +
    'aqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6ChBkrKmjUKtABuBiYGRiZmFlY+fg5OLm4eXjFxAUEhYRFRMHAFBLAwQt' +
    'AAAACAAAACEAQESfzv//////////BQAUAHkubnB5AQAQAIIAAAAAAAAASAAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBeU2qorqOg' +
    'npZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RpGOgqGmjoKtQpkAy5mRgBQSwECLQMtAAAACAAAACEAhTqPU2AAAACYAAAABQAAAAAA' +
    'AAAAAAAAgAEAAAAAeC5ucHlQSwECLQMtAAAACAAAACEAQESfzkgAAACCAAAABQAAAAAAAAAAAAAAgAGXAAAAeS5ucHlQSwUGAAAAAAIA' +
    'AgBmAAAAFgEAAAAA',
  'base64',
);

const array = npyBytes('|u1', [300], new Uint8Array(300).fill(9));
const zipOf = (content: Uint8Array, level: 0 | 6 = 6) => zipSync({ 'a.npy': content }, { level });
/** Where the directory of a zip without a comment starts. */
const directoryOf = (zip: Uint8Array) => Buffer.from(zip).readUInt32LE(zip.length - 6);

test('reads what NumPy wrote', async () => {
  const npz = openNpz(saved);
  expect(npz.names).toEqual(['x', 'y']);
  expect(await npz.read('x')).toMatchObject({ dtype: '|u1', shape: [2, 2, 2, 3], source: 'x in NPZ data' });
  expect([...(await npz.read('x')).bytes]).toEqual(Array.from({ length: 24 }, (_, i) => i));
  expect([...(await npz.read('y')).bytes]).toEqual([3, 1]);
});

test('a stored array is a view on the file', async () => {
  const zip = zipOf(array, 0);
  expect((await openNpz(zip).read('a')).bytes.buffer).toBe(zip.buffer);
});

test('other files, empty arrays and comments do no harm', async () => {
  const zip = zipSync({ 'read.me': strToU8('hello'), 'a.npy': npyBytes('|u1', [0, 2], []) });
  const commented = Buffer.concat([zip, Buffer.from('a comment')]);
  commented.writeUInt16LE(9, zip.length - 2);
  expect(openNpz(commented).names).toEqual(['a']);
  expect((await openNpz(commented).read('a')).shape).toEqual([0, 2]);
  expect(await failure('INPUT_INVALID', () => openNpz(commented, 'a.npz').read('b'))).toBe(
    'Array "b" is not in a.npz. Known: a.',
  );
});

describe('hostile bytes', () => {
  /** Reads every array; the law: what was packed, or a DatasetError. */
  async function readOrRefuse(zip: Uint8Array): Promise<void> {
    try {
      const npz = openNpz(zip, 'zip', 10_000);
      for (const name of npz.names) {
        const { bytes, shape } = await npz.read(name);
        expect([bytes.length, shape]).toEqual([300, [300]]);
        expect(bytes.every((value) => value === 9)).toBe(true);
      }
    } catch (error) {
      if (!(error instanceof DatasetError)) throw error;
    }
  }

  test('cut anywhere, a zip is refused', async () => {
    const zip = zipOf(array);
    for (let length = 0; length < zip.length; length++) {
      await failure('FORMAT_INVALID', () => openNpz(zip.subarray(0, length)));
    }
  });

  test('a zip with changed bytes gives the same array or an error', async () => {
    for (const level of [0, 6] as const) {
      const zip = zipOf(array, level);
      const change = fc.tuple(fc.nat(zip.length - 1), fc.nat(255));
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
          const changed = Uint8Array.from(zip);
          for (const [at, value] of changes) changed[at] = value;
          await readOrRefuse(changed);
        }),
        { numRuns: 2000 },
      );
    }
  });

  test('any bytes with the signatures of a zip are refused', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc
        .constantFrom([0x50, 0x4b, 1, 2], [0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6])
        .map((bytes) => Uint8Array.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), (pieces) => readOrRefuse(Buffer.concat(pieces))),
      { numRuns: 2000 },
    );
  });

  test('a bomb is refused before it is unpacked, and so is one that lies about its size', async () => {
    const bomb = zipOf(new Uint8Array(50_000_000));
    const before = process.memoryUsage().arrayBuffers;
    expect(await failure('FILE_TOO_LARGE', () => openNpz(bomb, 'a.npz', 1_000_000).read('a'))).toContain(
      'a.npy in a.npz holds more than the 1000000 bytes that it may have',
    );
    const small = Buffer.from(bomb);
    small.writeUInt32LE(1000, directoryOf(bomb) + 24);
    await failure('FORMAT_INVALID', () => openNpz(small, 'a.npz', 1_000_000).read('a'));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000);
  });

  test.each([
    ['claims 2 GB in a few bytes', 24, 2 ** 31 - 1, 'cannot unpack to the 2147483647 that it claims'],
    ['claims one byte more', 24, array.length + 1, 'it claims 429 bytes, but has 428'],
    ['another check sum', 16, 1, 'its check sum is wrong'],
    ['an unknown method', 10, 99, 'it is packed by method 99, which is not read'],
    ['a place after the end', 42, 2 ** 31, 'it is not where it should be'],
    ['more packed bytes than there are', 20, 100_000, 'it is cut short'],
  ])('%s', async (_, at, value, why) => {
    const zip = Buffer.from(zipOf(array));
    const place = directoryOf(zip) + at;
    if (at === 10) zip.writeUInt16LE(value, place);
    else zip.writeUInt32LE(value, place);
    const message = await failure('FORMAT_INVALID', () => openNpz(zip, 'a.npz').read('a'));
    expect(message).toContain(why);
  });

  test('an encrypted file is refused', async () => {
    const zip = Buffer.from(zipOf(array));
    zip[directoryOf(zip) + 8]! |= 1;
    expect(await failure('FORMAT_INVALID', () => openNpz(zip).read('a'))).toContain('it is encrypted');
  });
});
