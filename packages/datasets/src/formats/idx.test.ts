import { readFileSync } from 'node:fs';
import { idxLiar } from '@hourglass/test-fixtures';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failure, idxBytes } from '../../test/helpers.ts';
import { DatasetError } from '../errors.ts';
import { parseIdx } from './idx.ts';

/** An IDX file of one to four axes. */
const valid = fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }).map((sizes) => {
  const length = sizes.reduce((product, size) => product * size, 1);
  return idxBytes(sizes, new Uint8Array(length).fill(7));
});

/** Parses, and checks the law: exactly the right size and no memory of its own, or a DatasetError. */
function parseOrRefuse(bytes: Uint8Array): 'parsed' | 'refused' {
  try {
    const { dimensions, values } = parseIdx(bytes);
    const size = dimensions.reduce((product, n) => product * BigInt(n), 1n);
    expect(BigInt(values.length)).toBe(size);
    expect(values.length + 4 + 4 * dimensions.length).toBe(bytes.length);
    expect(values.buffer).toBe(bytes.buffer);
    return 'parsed';
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    expect(error.code).toBe('FORMAT_INVALID');
    return 'refused';
  }
}

test('reads sizes and values, also from the middle of a buffer', () => {
  const inner = Uint8Array.from([9, 9, 9, ...idxBytes([2, 3], [1, 2, 3, 4, 5, 6])]).subarray(3);
  const { dimensions, values } = parseIdx(inner);
  expect(dimensions).toEqual([2, 3]);
  expect([...values]).toEqual([1, 2, 3, 4, 5, 6]);
});

describe('hostile bytes', () => {
  const runs = { numRuns: 3000 };

  test('a valid file parses', () => {
    fc.assert(
      fc.property(valid, (bytes) => {
        expect(parseOrRefuse(bytes)).toBe('parsed');
      }),
      runs,
    );
  });

  test('a file cut short or made longer is refused', () => {
    fc.assert(
      fc.property(valid, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 9 }), (bytes, cut, more) => {
        expect(parseOrRefuse(bytes.slice(0, cut % bytes.length))).toBe('refused');
        expect(parseOrRefuse(Uint8Array.from([...bytes, ...more]))).toBe('refused');
      }),
      runs,
    );
  });

  test('a file with changed bytes in its header parses right or is refused', () => {
    const change = fc.tuple(fc.nat(19), fc.nat(255));
    fc.assert(
      fc.property(valid, fc.array(change, { minLength: 1, maxLength: 4 }), (bytes, changes) => {
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        parseOrRefuse(bytes);
      }),
      runs,
    );
  });

  test('any bytes at all, with and without the right magic, parse right or are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(255), (bytes, axes) => {
        parseOrRefuse(bytes);
        parseOrRefuse(Uint8Array.from([0, 0, 8, axes, ...bytes]));
      }),
      runs,
    );
  });

  test('255 axes of the largest size overflow nothing', async () => {
    await failure('FORMAT_INVALID', () => parseIdx(idxBytes(new Array(255).fill(2 ** 32 - 1), [])));
    expect(parseOrRefuse(idxBytes([0, ...new Array(254).fill(2 ** 32 - 1)], []))).toBe('parsed');
  });
});

describe('messages', () => {
  const end = '\nGet the file again, or check that it is the one its name says.';
  test.each([
    ['it has 3 bytes, and a header has at least 8', [0, 0, 8]],
    ['it starts with bytes 50 4b instead of 00 00', [0x50, 0x4b, 3, 4]],
    ['its values have type 0d; only 08 (unsigned bytes) is read', [0, 0, 0x0d, 1, 0, 0, 0, 0]],
    ['it has no axes', [0, 0, 8, 0]],
    ['its header of 12 bytes is cut short after 8', [0, 0, 8, 2, 0, 0, 0, 1]],
    ['its header claims 2 = 2 values, but 1 follow', [0, 0, 8, 1, 0, 0, 0, 2, 7]],
  ])('%s', async (why, bytes) => {
    const message = await failure('FORMAT_INVALID', () => parseIdx(Uint8Array.from(bytes), 'a.idx'));
    expect(message).toBe(`a.idx is not the IDX file that was expected: ${why}.${end}`);
  });

  test('a header that claims 2^40 pixels', async () => {
    const message = await failure('FORMAT_INVALID', () => parseIdx(readFileSync(idxLiar), 'liar'));
    expect(message).toContain('claims 1048576 x 1024 x 1024 = 1099511627776 values, but 0 follow');
  });
});
