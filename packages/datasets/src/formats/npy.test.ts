import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failure } from '../../test/helpers.ts';
import { npyBytes } from '../../test/npy-bytes.ts';
import { DatasetError } from '../errors.ts';
import { parseNpy } from './npy.ts';

/** np.save of np.arange(24, dtype=np.uint8).reshape(2, 2, 2, 3), by NumPy 2.4. */
const saved = Buffer.from(
  'k05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIsIDIsIDMpLCB9ICAg' +
    'ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhc=',
  'base64',
);

/** A file of uint8 with up to four axes. */
const valid = fc.array(fc.nat(6), { maxLength: 4 }).map((sizes) => {
  const length = sizes.reduce((product, size) => product * size, 1);
  return npyBytes('|u1', sizes, new Uint8Array(length).fill(7));
});

/** Parses, and checks the law: exactly the right size and no memory of its own, or a DatasetError. */
function parseOrRefuse(bytes: Uint8Array): 'parsed' | 'refused' {
  try {
    const array = parseNpy(bytes);
    expect(array.bytes.buffer).toBe(bytes.buffer);
    if (array.dtype === '|u1') {
      expect(BigInt(array.bytes.length)).toBe(array.shape.reduce((product, n) => product * BigInt(n), 1n));
    }
    return 'parsed';
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    expect(error.code).toBe('FORMAT_INVALID');
    return 'refused';
  }
}

test('reads what NumPy wrote', () => {
  const { dtype, shape, bytes } = parseNpy(saved);
  expect([dtype, shape]).toEqual(['|u1', [2, 2, 2, 3]]);
  expect([...bytes]).toEqual(Array.from({ length: 24 }, (_, i) => i));
});

test('reads versions 2 and 3, with a header length of 32 bits', () => {
  const one = npyBytes('<i4', [1], [5, 0, 0, 0]);
  for (const version of [2, 3]) {
    const bytes = Uint8Array.from([...one.subarray(0, 6), version, 0, one[8]!, 0, 0, 0, ...one.subarray(10)]);
    expect(parseNpy(bytes)).toMatchObject({ dtype: '<i4', shape: [1] });
  }
});

describe('hostile bytes', () => {
  const runs = { numRuns: 3000 };

  test('a valid file parses; cut short or made longer it is refused', () => {
    fc.assert(
      fc.property(valid, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 9 }), (bytes, cut, more) => {
        expect(parseOrRefuse(bytes)).toBe('parsed');
        expect(parseOrRefuse(bytes.slice(0, cut % bytes.length))).toBe('refused');
        expect(parseOrRefuse(Uint8Array.from([...bytes, ...more]))).toBe('refused');
      }),
      runs,
    );
  });

  test('a file with changed bytes parses right or is refused', () => {
    const change = fc.tuple(fc.nat(75), fc.nat(255));
    fc.assert(
      fc.property(valid, fc.array(change, { minLength: 1, maxLength: 4 }), (bytes, changes) => {
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        parseOrRefuse(bytes);
      }),
      runs,
    );
  });

  test('a header of any text is parsed right or refused', () => {
    const piece = fc.constantFrom(
      ..."{}()':, ",
      'descr',
      'shape',
      'fortran_order',
      '|u1',
      'True',
      'False',
      '9',
      '99999999',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = Buffer.from(pieces.join(''));
        parseOrRefuse(
          Uint8Array.from([...saved.subarray(0, 8), text.length & 255, text.length >> 8, ...text]),
        );
      }),
      runs,
    );
  });

  test('a long header takes no long time', () => {
    const text = Buffer.from(`{${"'shape': (1,), ".repeat(600)}`);
    const bytes = Uint8Array.from([...saved.subarray(0, 8), text.length & 255, text.length >> 8, ...text]);
    const before = performance.now();
    expect(parseOrRefuse(bytes)).toBe('refused');
    expect(performance.now() - before).toBeLessThan(500);
  });

  test('a shape of 2^40 pictures allocates nothing', async () => {
    const message = await failure('FORMAT_INVALID', () =>
      parseNpy(npyBytes('|u1', [2 ** 40, 28, 28], []), 'liar'),
    );
    expect(message).toContain(
      'claims 1099511627776 x 28 x 28 values of |u1 = 862017116176384 bytes, but 0 follow',
    );
  });
});

describe('messages', () => {
  const header = (text: string) =>
    Uint8Array.from([...saved.subarray(0, 8), text.length, 0, ...Buffer.from(text)]);
  test.each([
    ['it does not start as one', Buffer.from('PK\x03\x04 and so on')],
    ['its version is 9; only 1, 2 and 3 are read', Buffer.from([...saved.subarray(0, 6), 9, 0, 0, 0, 0, 0])],
    ['its header claims 65535 bytes', Buffer.from([...saved.subarray(0, 8), 255, 255])],
    ['its header of 128 bytes is cut short after 100', saved.subarray(0, 100)],
    [
      `its header is "{'descr': [('x', '<i4')], }", not that of a plain array`,
      header("{'descr': [('x', '<i4')], }"),
    ],
    ['its values are in Fortran order', npyBytes('|u1', [2, 2], [1, 2, 3, 4], true)],
    ['its values have type "|O"; only these are read', npyBytes('|O', [1], [1])],
    ['its header claims 2 x 3 values of <i2 = 12 bytes, but 1 follow', npyBytes('<i2', [2, 3], [1])],
  ])('%s', async (why, bytes) => {
    const message = await failure('FORMAT_INVALID', () => parseNpy(bytes, 'a.npy'));
    expect(message).toContain(`a.npy is not the NPY array that was expected: ${why}`);
  });
});

test('big-endian values of any type come as little-endian ones', () => {
  const sizes = { u2: 2, i2: 2, u4: 4, i4: 4, u8: 8, i8: 8, f2: 2, f4: 4, f8: 8 } as const;
  const type = fc.constantFrom(...(Object.keys(sizes) as (keyof typeof sizes)[]));
  fc.assert(
    fc.property(type, fc.uint8Array({ maxLength: 80 }), (name, bytes) => {
      const count = Math.floor(bytes.length / sizes[name]);
      const values = bytes.subarray(0, count * sizes[name]);
      const turned = Array.from({ length: count }, (_, i) =>
        [...values.subarray(i * sizes[name], (i + 1) * sizes[name])].reverse(),
      ).flat();
      const read = parseNpy(npyBytes(`>${name}`, [count], turned), 'a.npy');
      expect([read.dtype, ...read.bytes]).toEqual([`<${name}`, ...values]);
    }),
  );
});

test('the shapes that Python 2 wrote are read', () => {
  const bytes = npyBytes('|u1', [2, 3], [1, 2, 3, 4, 5, 6]);
  const text = Buffer.from(bytes).toString('latin1').replace('(2, 3), }  ', '(2L, 3L), }');
  expect(parseNpy(Buffer.from(text, 'latin1'), 'a.npy').shape).toEqual([2, 3]);
});
