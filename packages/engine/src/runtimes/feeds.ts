import { EngineError } from '../errors.ts';
import { type Port, sizeOf, type TensorData } from '../graph/graph.ts';
import { kindOf } from '../graph/number-arrays.ts';

const kinds = {
  float32: 'Float32Array',
  int32: 'Int32Array',
  int64: 'BigInt64Array',
  uint8: 'Uint8Array',
  bool: 'Uint8Array',
} as const;

/** @throws {EngineError} `SHAPE_MISMATCH` unless the tensor is what the graph's input wants. */
export function checkFeed(
  what: string,
  port: Port,
  feed: TensorData | undefined,
): asserts feed is TensorData {
  const wanted = `${port.type}[${port.dims.map((dim) => dim ?? '?')}]`;
  const fits =
    feed !== undefined &&
    feed.type === port.type &&
    kindOf(feed.data) === kinds[feed.type] &&
    feed.dims.length === port.dims.length &&
    port.dims.every((dim, axis) => dim === null || dim === feed.dims[axis]) &&
    feed.data.length === sizeOf(feed.dims);
  if (fits) return;
  const got = feed
    ? `${feed.type}[${feed.dims}] with ${kindOf(feed.data)} of ${feed.data.length}`
    : 'nothing';
  throw new EngineError('SHAPE_MISMATCH', `${what}: input '${port.name}' wants ${wanted}, got ${got}.`);
}
