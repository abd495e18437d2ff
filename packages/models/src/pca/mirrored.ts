import type { ImageSet } from '@hourglass/datasets';
import type { PixelStatistics } from './covariance.ts';

/** The statistics of a set together with its mirror image, from those of the set alone. */
export function withMirrored(
  { mean, covariance }: PixelStatistics,
  [height, width, channels]: ImageSet['shape'],
): PixelStatistics {
  const size = mean.length;
  const other = new Int32Array(size);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let channel = 0; channel < channels; channel++) {
        other[i++] = (row * width + width - 1 - column) * channels + channel;
      }
    }
  }
  // Both halves share the mean of the whole, so what a mean differs from it is variance.
  const middle = mean.map((value, i) => (value + mean[other[i]!]!) / 2);
  const off = mean.map((value, i) => value - middle[i]!);
  const whole = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    const there = other[i]! * size;
    for (let k = 0; k < size; k++) {
      const both = covariance[i * size + k]! + covariance[there + other[k]!]!;
      whole[i * size + k] = both / 2 + off[i]! * off[k]!;
    }
  }
  return { mean: middle, covariance: whole };
}
