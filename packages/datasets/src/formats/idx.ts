import { DatasetError } from '../errors.ts';

/** An array of bytes with any number of axes, as IDX stores it. */
export interface IdxArray {
  /** Size of each axis, the slowest first. */
  readonly dimensions: readonly number[];
  /** The product of `dimensions` bytes, row-major: a view on the file's bytes, not a copy. */
  readonly values: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Reads IDX: two zero bytes, the type of a value, the number of axes, each axis' size (32 bits, big-endian),
 * then the values. Only values of one unsigned byte are read, the type that every MNIST-like set uses.
 *
 * Strict: the sizes must fit the length to the byte. Nothing is allocated by what a header claims.
 *
 * @param source Name of the file, for messages.
 * @throws {DatasetError} `FORMAT_INVALID`
 */
export function parseIdx(bytes: Uint8Array, source = 'IDX data'): IdxArray {
  const axes = readMagic(bytes, source);
  const headerBytes = 4 + 4 * axes;
  if (bytes.length < headerBytes) {
    throw invalid(source, `its header of ${headerBytes} bytes is cut short after ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  const dimensions = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  // 255 axes of 2^32 overflow a number, and a file this long does not exist; Infinity then differs, as it should.
  const claimed = dimensions.includes(0) ? 0 : dimensions.reduce((product, size) => product * size, 1);
  const values = bytes.subarray(headerBytes);
  if (claimed !== values.length) {
    const sizes = dimensions.join(' x ');
    throw invalid(source, `its header claims ${sizes} = ${claimed} values, but ${values.length} follow`);
  }
  return { dimensions, values };
}

/** Checks the first four bytes and returns the number of axes. */
function readMagic(bytes: Uint8Array, source: string): number {
  if (bytes.length < 4) throw invalid(source, `it has ${bytes.length} bytes, and a header has at least 8`);
  const [zero0, zero1, type, axes] = bytes as unknown as [number, number, number, number];
  if (zero0 !== 0 || zero1 !== 0) {
    throw invalid(source, `it starts with bytes ${hex(zero0)} ${hex(zero1)} instead of 00 00`);
  }
  if (type !== UNSIGNED_BYTE) {
    throw invalid(source, `its values have type ${hex(type)}; only 08 (unsigned bytes) is read`);
  }
  if (axes === 0) throw invalid(source, 'it has no axes');
  return axes;
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

function invalid(source: string, why: string): DatasetError {
  return new DatasetError(
    'FORMAT_INVALID',
    `${source} is not the IDX file that was expected: ${why}.\nGet the file again, or check that it is the one its name says.`,
  );
}
