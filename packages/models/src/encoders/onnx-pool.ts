import type { TensorData } from '@hourglass/engine/graph';
import type { PictureLayout } from './onnx-input.ts';

/** Numbers of a code that is left of an output of these dimensions. */
export function pooledSize(dims: readonly number[], layout: PictureLayout): number {
  if (dims.length === 4) return layout === 'NHWC' ? dims[3]! : dims[1]!;
  return dims.length === 3 ? dims[2]! : sizeOfRow(dims);
}

/** One row a picture: means over places (4 dimensions) or tokens (3); other outputs are rows already. */
export function poolRows({ dims, data }: TensorData, layout: PictureLayout): Float32Array {
  const values = data as Float32Array;
  if (dims.length !== 3 && dims.length !== 4) return values;
  const size = pooledSize(dims, layout);
  const count = dims[0]!;
  const places = sizeOfRow(dims) / size;
  const channelsFirst = dims.length === 4 && layout !== 'NHWC';
  const rows = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let place = 0; place < places; place++) {
        const at = channelsFirst ? k * places + place : place * size + k;
        sum += values[i * places * size + at]!;
      }
      rows[i * size + k] = sum / places;
    }
  }
  return rows;
}

function sizeOfRow(dims: readonly number[]): number {
  return dims.slice(1).reduce((size, dim) => size * dim, 1);
}
