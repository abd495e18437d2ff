import { type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import { createSession, floats, GraphBuilder, uint8s } from '@hourglass/engine/graph';

const CHUNK = 2000;

/** Mean of each pixel and covariance of the pixels (size x size, row-major), pixels in 0..1. */
export interface PixelStatistics {
  readonly mean: Float32Array;
  readonly covariance: Float32Array;
}

/** Accumulated over chunks of the bytes. */
export async function pixelCovariance({ pixels, count, shape }: ImageSet): Promise<PixelStatistics> {
  const size = pixelsPerImage({ shape });
  const mean = pixelMean(pixels, count, size);

  const b = new GraphBuilder('covariance');
  const x = b.input('x', 'uint8', [null, size]);
  const sum = b.input('sum', 'float32', [size, size]);
  const scaled = b.op('Mul', [b.cast(x, 'float32'), b.constant(floats([], [1 / 255]))]);
  const centred = b.op('Sub', [scaled, b.constant(floats([size], mean))]);
  const scale = b.constant(floats([], [1 / count]));
  const product = b.op('Gemm', [b.op('Mul', [centred, scale]), centred, sum], { transA: { int: 1 } });
  b.output('next', 'float32', [size, size], product);
  const session = await createSession(b.build());

  let covariance = floats([size, size], new Float32Array(size * size));
  for (let at = 0; at < count; at += CHUNK) {
    const rows = Math.min(CHUNK, count - at);
    const chunk = uint8s([rows, size], pixels.subarray(at * size, (at + rows) * size));
    covariance = (await session.run({ x: chunk, sum: covariance })).next as typeof covariance;
  }
  await session.close();
  return { mean, covariance: covariance.data as Float32Array };
}

function pixelMean(pixels: Uint8Array, count: number, size: number): Float32Array {
  const sums = new Float64Array(size);
  for (let at = 0; at < pixels.length; at += size) for (let i = 0; i < size; i++) sums[i]! += pixels[at + i]!;
  return Float32Array.from(sums, (sum) => sum / count / 255);
}
