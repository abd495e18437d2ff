import { sizeOf, type TensorData } from '../graph/graph.ts';

/** Joins tensors of the same type and row shape along their first axis. */
export function joinRows(parts: readonly TensorData[]): TensorData {
  const first = parts[0]!;
  if (parts.length === 1) return first;
  const [, ...row] = first.dims;
  const rows = parts.reduce((sum, { dims }) => sum + dims[0]!, 0);
  const TypedArray = first.data.constructor as Float32ArrayConstructor;
  const data = new TypedArray(rows * sizeOf(row));
  let at = 0;
  for (const part of parts) {
    data.set(part.data as Float32Array, at);
    at += part.data.length;
  }
  return { type: first.type, dims: [rows, ...row], data } as TensorData;
}
