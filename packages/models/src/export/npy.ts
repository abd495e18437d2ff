import type { ImageSet } from '@hourglass/datasets';
import type { Encoder } from '../encoders/encoder.ts';
import { bytesOf, type Files, textFile } from './files.ts';

const types = [
  [Float32Array, '<f4'],
  [Int32Array, '<i4'],
  [Uint8Array, '|u1'],
] as const;

/** The codes of some sets, their ids and labels: `codes-test.npy`, `ids-test.npy`, `labels-test-fine.npy`. */
export async function npyFiles(encoder: Encoder, sets: readonly ImageSet[]): Promise<Files> {
  const files: Record<string, Uint8Array> = {};
  for (const images of sets) {
    const { split, count, ids, labels } = images;
    files[`codes-${split}.npy`] = toNpy(await encoder.encode(images), [count, encoder.codeSize]);
    files[`ids-${split}.npy`] = toNpy(Int32Array.from(ids), [count]);
    for (const [name, { values }] of Object.entries(labels)) {
      files[`labels-${split}-${name}.npy`] = toNpy(Int32Array.from(values), [count]);
    }
  }
  return files;
}

/**
 * An array as `np.load` reads it: NPY version 1, C order. The header is filled up so that the values start at
 * a multiple of 64 bytes.
 */
export function toNpy(values: Float32Array | Int32Array | Uint8Array, shape: readonly number[]): Uint8Array {
  const type = types.find(([kind]) => values instanceof kind)![1];
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const start = Math.ceil((10 + header.length + 1) / 64) * 64;
  const file = new Uint8Array(start + values.byteLength);
  file.set([0x93, ...textFile('NUMPY'), 1, 0]);
  new DataView(file.buffer).setUint16(8, start - 10, true);
  file.set(textFile(`${header.padEnd(start - 11)}\n`), 10);
  file.set(bytesOf(values), start);
  return file;
}
