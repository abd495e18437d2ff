import { detectSurface, type GridImage, imageGrid, paint, plain, table } from '@hourglass/viz';
import { gap, layoutFor } from '../data/picture-layout.ts';
import { fitPicture } from '../pictures/fit.ts';
import { terminalWidth } from '../terminal/width.ts';
import { colourOf } from './colour.ts';
import type { Found, ShownPicture } from './found.ts';
import { explained } from './heat.ts';

/** Pixels of a side, where there is room. */
const SIDE = 32;

/** The query and what was found as a grid of pictures, and a table with distances and paths below it. */
export async function drawFound(found: Found): Promise<string[]> {
  const { title, measure, query, hits } = found;
  const surface = detectSurface(process.stdout, process.env);
  const rows = process.stdout.rows || Number.POSITIVE_INFINITY;
  const room = { width: terminalWidth(), height: rows - hits.length - 6 };
  const why = explained(found);
  const { side, columns } = layoutFor(hits.length + 1 + why.length, SIDE, room);
  const images: GridImage[] = [
    { pixels: await squareOf(query, side), caption: 'query', highlight: 'focus' },
    ...(await Promise.all(
      hits.map(async (hit, i) => ({
        pixels: await squareOf(hit, side),
        caption: `${i + 1}  ${formatDistance(hit.distance)}`,
      })),
    )),
    ...(await Promise.all(
      why.map(async (hit, i) => ({ pixels: await squareOf(hit, side), caption: `why ${i + 1}` })),
    )),
  ];
  const shape = { height: side, width: side, channels: 3 as const };
  const lines = [
    ['', 'query', nameOf(query)],
    ...hits.map((hit, i) => [i + 1, formatDistance(hit.distance), nameOf(hit)]),
  ];
  return [
    `${paint(plain(title), 'cyan', surface)}  ${paint(measure, 'gray', surface)}`,
    '',
    ...imageGrid(images, { ...surface, shape, columns, gap, rowGap: 1 }),
    '',
    ...table(lines, { ...surface, align: ['right', 'right', 'left'] }),
  ].map((line) => line.trimEnd());
}

export function formatDistance(distance: number): string {
  return distance.toFixed(4);
}

/** The first name, and how many more there are. */
export function nameOf({ names }: ShownPicture): string {
  const more = names.length - 1;
  return plain(more > 0 ? `${names[0]}  (and ${more} more of the same content)` : names[0]!);
}

/** In colour, side x side; one that cannot be read any more is black. */
export async function squareOf(picture: ShownPicture, side: number): Promise<Uint8Array> {
  const found = await picture.pixels(side);
  if (found === undefined) return new Uint8Array(side * side * 3);
  return colourOf({
    pixels: fitPicture(found.pixels, found.shape, 0, side),
    shape: [side, side, found.shape[2]],
  });
}
