import { type ImageSet, movedBy } from '@hourglass/datasets';
import type { Encoder } from '@hourglass/models';
import type { LabelledCodes } from '@hourglass/similarity';
import { withLabels } from '../labelled-codes.ts';

export type Place = readonly [right: number, down: number];

/** All places up to `reach` pixels away, where a picture is first. */
export function around(reach: number): Place[] {
  const steps = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const places = steps.flatMap((down) => steps.map((right): Place => [right, down]));
  return places.sort(([a, b], [c, d]) => Math.hypot(a, b) - Math.hypot(c, d));
}

/** The codes of each picture at each place, side by side. */
export async function variantsOf(
  encoder: Encoder,
  images: ImageSet,
  places: readonly Place[],
): Promise<LabelledCodes> {
  const { codeSize } = encoder;
  const data = new Float32Array(images.count * places.length * codeSize);
  for (const [i, place] of places.entries()) {
    const codes = await encoder.encode(movedBy(images, () => place));
    for (let row = 0; row < images.count; row++) {
      const code = codes.subarray(row * codeSize, (row + 1) * codeSize);
      data.set(code, (row * places.length + i) * codeSize);
    }
  }
  return withLabels(images, data);
}
