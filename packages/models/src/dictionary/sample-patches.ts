import { type ImageSet, pictureOf, type Random } from '@hourglass/datasets';
import type { FloatMatrix } from '../algebra/products.ts';
import { ConfigError } from '../errors.ts';
import { luminanceWeights } from './luminance.ts';

/** At least one in so many patches must have contrast; a set of flatter pictures gives fewer patches. */
const TRIES = 10;

export interface SampleOptions {
  /** Patches that are wanted. */
  readonly sample: number;
  /** Side of a patch, pixels. */
  readonly size: number;
  readonly luminance: boolean;
  /** Added to the variance of a patch, pixels in 0..1. */
  readonly contrastFloor: number;
}

/**
 * Patches from random places of random pictures, each with its mean taken off and divided by its spread. Flat
 * ones, whose variance is below the floor, are passed over: what they show is noise.
 *
 * @returns a row a patch: channels x size x size.
 * @throws {ConfigError} if nearly all of the pictures are flat.
 */
export function samplePatches(images: ImageSet, options: SampleOptions, random: Random): FloatMatrix {
  const [height, width, channels] = images.shape;
  const { sample, size, luminance, contrastFloor } = options;
  const columns = (luminance ? 1 : channels) * size * size;
  const data = new Float32Array(sample * columns);
  let rows = 0;
  for (let tries = 0; rows < sample && tries < TRIES * sample; tries++) {
    const picture = pictureOf(images, random.below(images.count));
    const [top, left] = [random.below(height - size + 1), random.below(width - size + 1)];
    const corner = (top * width + left) * channels;
    const patch = data.subarray(rows * columns, (rows + 1) * columns);
    if (luminance) cutLuminance(picture.subarray(corner), width, channels, size, patch);
    else cutChannels(picture.subarray(corner), width, channels, size, patch);
    if (normalise(patch, contrastFloor)) rows++;
  }
  if (rows < columns) {
    throw new ConfigError(
      `The pictures of '${images.name}' are nearly all flat: of ${TRIES * sample} patches of ${size} x ${size} pixels, ` +
        `${rows} have contrast, and a dictionary needs ${columns}. Give pictures that show something.`,
    );
  }
  return { rows, columns, data: data.subarray(0, rows * columns) };
}

function cutChannels(from: Uint8Array, width: number, channels: number, size: number, to: Float32Array) {
  for (let y = 0, at = 0; y < size; y++, at = y * width * channels) {
    for (let x = 0; x < size; x++) {
      for (let c = 0; c < channels; c++) to[(c * size + y) * size + x] = from[at++]! / 255;
    }
  }
}

function cutLuminance(from: Uint8Array, width: number, channels: number, size: number, to: Float32Array) {
  const weights = luminanceWeights(channels);
  for (let y = 0, at = 0; y < size; y++, at = y * width * channels) {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (let c = 0; c < channels; c++) sum += weights[c]! * from[at++]!;
      to[y * size + x] = sum / 255;
    }
  }
}

/** @returns whether the patch has contrast at all. */
function normalise(patch: Float32Array, contrastFloor: number): boolean {
  let sum = 0;
  for (const value of patch) sum += value;
  const mean = sum / patch.length;
  let squares = 0;
  for (const value of patch) squares += (value - mean) ** 2;
  const variance = squares / Math.max(patch.length - 1, 1);
  const scale = 1 / Math.sqrt(variance + contrastFloor);
  for (let i = 0; i < patch.length; i++) patch[i] = (patch[i]! - mean) * scale;
  return variance > contrastFloor;
}
