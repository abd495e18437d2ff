import type { ImageSet } from '@hourglass/datasets';

/** Turns pictures into codes: fixed-size rows of numbers that can be compared. */
export interface Encoder {
  /** As tables name it: `raw`, `pca-64`, `code`. */
  readonly name: string;
  /** Numbers a picture. */
  readonly codeSize: number;
  /** @returns count x codeSize, row-major. */
  encode(images: ImageSet): Promise<Float32Array>;
}

/** An encoder that can also go back. */
export interface Autoencoder extends Encoder {
  /** Pixels a picture: height x width x channels. */
  readonly pixelCount: number;
  /** @param codes count x codeSize. @returns count x pixelCount, 0..1. */
  decode(codes: Float32Array): Promise<Float32Array>;
  /** The same as `decode(await encode(images))`. @returns count x pixelCount, 0..1. */
  reconstruct(images: ImageSet): Promise<Float32Array>;
}
