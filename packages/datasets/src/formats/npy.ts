import { DatasetError } from '../errors.ts';
import { type NpyHeader, parseNpyHeader } from './npy-header.ts';

/** An array as NumPy's `np.save` stores it, in C order (the last axis runs fastest). */
export interface NpyArray {
  /** Type of a value, as NumPy writes it: one of the keys of `valueBytes`. */
  readonly dtype: NpyType;
  /** The type as the file has it: a big-endian one begins with `>`. */
  readonly storedType: string;
  /** Size of each axis, the slowest first; empty for a single value. */
  readonly shape: readonly number[];
  /** The values' bytes, little-endian: a view on the file's bytes, and a copy only of a big-endian file's. */
  readonly bytes: Uint8Array;
  /** Name of the file, for messages. */
  readonly source: string;
}

/** Bytes of one value of each type that is read: signed and unsigned integers, floats, truth values. */
const valueBytes = {
  '|u1': 1,
  '|i1': 1,
  '|b1': 1,
  '<u2': 2,
  '<i2': 2,
  '<u4': 4,
  '<i4': 4,
  '<u8': 8,
  '<i8': 8,
  '<f2': 2,
  '<f4': 4,
  '<f8': 8,
} as const;

export type NpyType = keyof typeof valueBytes;

const MAGIC = '\x93NUMPY';
/** NumPy itself refuses longer headers unless asked. */
const MAX_HEADER_BYTES = 10_000;

/**
 * Reads NPY, the format of `np.save`: `\x93NUMPY`, two bytes of version, the header's length (16 bits in
 * version 1, 32 bits in versions 2 and 3), the header, then the values.
 *
 * Strict: the shape must fit the length to the byte. Nothing is allocated by what a header claims, and
 * Python objects are never unpickled.
 *
 * @param source Name of the file, for messages.
 * @throws {DatasetError} `FORMAT_INVALID`
 */
export function parseNpy(bytes: Uint8Array, source = 'NPY data'): NpyArray {
  const { header, start } = readHeader(bytes, source);
  const { shape, fortran } = header;
  const dtype = checkType(header, source);
  if (fortran) {
    throw invalid(source, 'its values are in Fortran order', 'Save np.ascontiguousarray(array).');
  }
  const claimed = shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, valueBytes[dtype]);
  const values = bytes.subarray(start);
  if (claimed !== values.length) {
    throw invalid(
      source,
      `its header claims ${shape.join(' x ')} values of ${header.dtype} = ${claimed} bytes, but ${values.length} follow`,
    );
  }
  return {
    dtype,
    storedType: header.dtype,
    shape,
    bytes: header.dtype.startsWith('>') ? turned(values, valueBytes[dtype]) : values,
    source,
  };
}

function readHeader(bytes: Uint8Array, source: string): { header: NpyHeader; start: number } {
  const version = bytes[6]!;
  const begins = version === 1 ? 10 : 12;
  if (bytes.length < begins || latin1(bytes.subarray(0, 6)) !== MAGIC) {
    throw invalid(source, 'it does not start as one');
  }
  if (version < 1 || version > 3)
    throw invalid(source, `its version is ${version}; only 1, 2 and 3 are read`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, begins);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = begins + length;
  if (length > MAX_HEADER_BYTES) throw invalid(source, `its header claims ${length} bytes`);
  if (bytes.length < start)
    throw invalid(source, `its header of ${start} bytes is cut short after ${bytes.length}`);
  const text = latin1(bytes.subarray(begins, start));
  const header = parseNpyHeader(text);
  if (header === undefined) {
    const field = /'descr':\s*\[\s*\('([^']+)'/.exec(text)?.[1];
    throw invalid(
      source,
      `its header is ${JSON.stringify(text.trimEnd().slice(0, 100))}, not that of a plain array`,
      field && `It holds records. Save one of their fields, such as array['${field}'].`,
    );
  }
  return { header, start };
}

function checkType({ dtype }: NpyHeader, source: string): NpyType {
  const little = dtype.replace(/^>/, '<');
  if (Object.hasOwn(valueBytes, little)) return little as NpyType;
  const advice = typeAdvice.find(([types]) => types.test(dtype))?.[1];
  const read = Object.keys(valueBytes).join(' ');
  throw invalid(
    source,
    `its values have type "${dtype.slice(0, 20)}"; only these are read: ${read}`,
    advice ?? 'Save numbers: np.uint8 for pictures, integers for labels.',
  );
}

/** The line of NumPy that makes numbers of values of other types: objects, words, complex and very long numbers. */
const typeAdvice: readonly (readonly [RegExp, string])[] = [
  [/^\|O/, 'They are Python objects, which are never unpickled. Save np.array(array.tolist()).'],
  [/^[<>|][US]/, 'Save np.unique(array, return_inverse=True)[1], and name the classes in "classes".'],
  [/^[<>]c/, 'Save array.real.'],
  [/^[<>]f/, 'Save array.astype(np.float64).'],
];

/** A copy with the bytes of each value the other way round. */
function turned(values: Uint8Array, size: number): Uint8Array {
  const copy = Uint8Array.from(values);
  for (let at = 0; at < copy.length; at += size) copy.subarray(at, at + size).reverse();
  return copy;
}

const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes);

function invalid(
  source: string,
  why: string,
  advice = 'Check that the file is whole, and the one its name says.',
) {
  return new DatasetError(
    'FORMAT_INVALID',
    `${source} is not the NPY array that was expected: ${why}.\n${advice}`,
  );
}
