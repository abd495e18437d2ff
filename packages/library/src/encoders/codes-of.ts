import type { ImageSet } from '@hourglass/datasets';
import type { Codes } from '@hourglass/similarity';

export interface ImageEncoder {
  readonly codeSize: number;
  encode(images: ImageSet): Promise<Float32Array>;
}

export async function codesOf(encoder: ImageEncoder, images: ImageSet): Promise<Codes> {
  return { count: images.count, size: encoder.codeSize, data: await encoder.encode(images) };
}
