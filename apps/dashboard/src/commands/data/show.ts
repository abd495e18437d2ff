import { print } from '@hourglass/command-line';
import { type ImageSet, pictureOf } from '@hourglass/datasets';
import { detectSurface, type GridImage, imageGrid, paint, plain, type Surface } from '@hourglass/viz';
import { choosePictures } from '../../data/choose-pictures.ts';
import { type OpenOptions, openPictures } from '../../data/open-pictures.ts';
import { countFor, gap, layoutFor, type Room } from '../../data/picture-layout.ts';
import { rowsOfClass } from '../../data/rows-of-class.ts';
import { complain } from '../../output/complain.ts';
import { fitPicture } from '../../pictures/fit.ts';
import { terminalWidth } from '../../terminal/width.ts';

export interface ShowOptions extends OpenOptions {
  readonly label?: string;
  readonly count?: number;
  readonly seed: number;
}

/** Lines of the shell and of our own around the pictures. */
const linesAround = 4;

/** A grid of pictures with the names of their classes. */
export async function show(name: string, options: ShowOptions): Promise<number> {
  const { set, title, warnings } = await openPictures(name, options);
  for (const warning of warnings) complain(warning);
  const [height, width] = set.shape;
  const room = {
    width: terminalWidth(),
    height: (process.stdout.rows || Number.POSITIVE_INFINITY) - linesAround,
  };
  const { label, count = countFor(Math.max(height, width), room), seed } = options;
  const among = label === undefined ? undefined : rowsOfClass(set, label);
  const chosen = choosePictures(set, { count, seed, among });
  const surface = detectSurface(process.stdout, process.env);
  const total = `${chosen.length} of ${among?.length ?? set.count} pictures`;
  const about = [...(label === undefined ? [] : [plain(label)]), total, `seed ${seed}`].join(', ');
  const heading = `${paint(plain(title), 'cyan', surface)}  ${paint(about, 'gray', surface)}`;
  const lines = [heading, '', ...drawGrid(set, chosen, room, surface)];
  print(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
  return 0;
}

function drawGrid(set: ImageSet, rows: readonly number[], room: Room, surface: Surface): string[] {
  const [height, width, channels] = set.shape;
  const { side, columns } = layoutFor(rows.length, Math.max(height, width), room);
  const shape = { height: side, width: side, channels: Math.min(channels, 3) as 1 | 3 };
  const images = rows.map((row): GridImage => {
    const pixels = fitPicture(pictureOf(set, row), set.shape, 0, side);
    return { pixels: channels === 4 ? withoutAlpha(pixels) : pixels, ...captionOf(set, row) };
  });
  return imageGrid(images, { ...surface, shape, columns, gap, rowGap: 1 });
}

function captionOf({ labels }: ImageSet, row: number): { caption?: string } {
  const { fine } = labels;
  return fine ? { caption: fine.names[fine.values[row]!]!.replaceAll('_', ' ') } : {};
}

/** On black. */
function withoutAlpha(pixels: Uint8Array): Uint8Array {
  const result = new Uint8Array((pixels.length / 4) * 3);
  for (let i = 0; i < result.length; i++) {
    const from = 4 * Math.floor(i / 3);
    result[i] = (pixels[from + (i % 3)]! * pixels[from + 3]!) / 255;
  }
  return result;
}
