import type { AgreementMap } from '@hourglass/library';
import { colourOf } from './colour.ts';
import type { Found, Pixels, ShownPicture } from './found.ts';

/** From what speaks against the match to what speaks for it. */
const RAMP = [
  [25, 20, 70],
  [200, 60, 80],
  [255, 230, 90],
] as const;

/** How much of a pixel is the map's colour; the rest is the picture, in grey. */
const OPACITY = 0.65;

/** So much at either end is cut, or a single place would leave all others alike. */
const CUT = 0.05;

/**
 * A picture in grey, with the map's colours over it.
 *
 * @param map height x width numbers, of the same cut as the picture.
 */
export function heated(
  picture: Pixels,
  map: AgreementMap,
  [height, width]: readonly [number, number, ...number[]],
): Pixels {
  const [rows, columns] = picture.shape;
  const share = shareOf(map);
  const colours = colourOf(picture);
  const hot = new Uint8Array(colours.length);
  for (let y = 0; y < rows; y++) {
    const row = Math.floor((y * height) / rows) * width;
    for (let x = 0; x < columns; x++) {
      const at = 3 * (y * columns + x);
      const grey = (colours[at]! + colours[at + 1]! + colours[at + 2]!) / 3;
      const colour = rampAt(share(map[row + Math.floor((x * width) / columns)]!));
      for (const [c, value] of colour.entries()) hot[at + c] = grey + OPACITY * (value - grey);
    }
  }
  return { pixels: hot, shape: [rows, columns, 3] };
}

/** The hits again, with the maps that say why they were found; none where nobody asked. */
export function explained({ hits, agreement }: Found): ShownPicture[] {
  if (!agreement) return [];
  return hits.map((hit, i) => ({
    ...hit,
    async pixels(side) {
      const found = await hit.pixels(side);
      return found && heated(found, agreement.maps[i]!, agreement.shape);
    },
  }));
}

/** Where a value stands among the others, 0 to 1. */
function shareOf(map: AgreementMap): (value: number) => number {
  const sorted = map.toSorted();
  const least = sorted[Math.floor(CUT * (sorted.length - 1))]!;
  const range = sorted[Math.ceil((1 - CUT) * (sorted.length - 1))]! - least;
  return (value) => (range > 0 ? Math.min(1, Math.max(0, (value - least) / range)) : 0);
}

function rampAt(share: number): number[] {
  const place = share * (RAMP.length - 1);
  const step = Math.min(RAMP.length - 2, Math.floor(place));
  return RAMP[step]!.map((from, c) => from + (RAMP[step + 1]![c]! - from) * (place - step));
}
