import type { ImageSet } from '@hourglass/datasets';
import type { Codes } from '@hourglass/similarity';
import { codesOf, type ImageEncoder } from '../encoders/codes-of.ts';
import type { Decoy } from './calibrate.ts';
import { turned } from './decoys.ts';

/**
 * Turns pictures, and says how near each then is to itself and to another one.
 *
 * @param nearest gives, for each code, the distance to its nearest neighbour but for its own picture.
 */
export async function askDecoys(
  images: ImageSet,
  turn: number,
  encoder: ImageEncoder,
  nearest: (codes: Codes) => Promise<Float32Array>,
): Promise<Decoy[]> {
  const [upright, codes] = [await codesOf(encoder, images), await codesOf(encoder, turned(images, turn))];
  const distances = await nearest(codes);
  return Array.from(distances, (distance, row) => ({
    nearest: distance,
    own: cosineDistance(upright, codes, row),
  }));
}

function cosineDistance(a: Codes, b: Codes, row: number): number {
  let [product, ofA, ofB] = [0, 0, 0];
  for (let i = row * a.size; i < (row + 1) * a.size; i++) {
    product += a.data[i]! * b.data[i]!;
    ofA += a.data[i]! ** 2;
    ofB += b.data[i]! ** 2;
  }
  return 1 - product / Math.sqrt(ofA * ofB);
}
