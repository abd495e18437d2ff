import { wholeNumber } from '../check.ts';
import { type ColorName, paint } from '../surfaces/color.ts';
import { resolveSurface, type Surface } from '../surfaces/surface.ts';
import { clip, ellipsisFor, pad, plain, visibleWidth } from '../text.ts';
import type { ImageShape } from './image/picture.ts';
import { type ImageOptions, image } from './image.ts';

/** What a picture is in an answer: `focus` is the one that was asked about. */
export type Highlight = 'right' | 'wrong' | 'focus';

export interface GridImage {
  /** Bytes as `image` takes them. */
  readonly pixels: Uint8Array;
  /** One line under the picture, centred, cut to the picture's width. */
  readonly caption?: string;
  /** Colours the caption green, red or cyan; `right` and `wrong` have a sign too, for eyes without colours. */
  readonly highlight?: Highlight;
}

export interface ImageGridOptions extends ImageOptions {
  /** All pictures have the same shape. */
  readonly shape: ImageShape;
  /** Pictures in a row, a whole number from 1. Left out: all in one row. */
  readonly columns?: number;
  /** Blank columns between pictures, a whole number from 0. @default 1 */
  readonly gap?: number;
  /** Blank lines between rows, a whole number from 0. @default 0 */
  readonly rowGap?: number;
  /** Text at the left of each row, half way down its pictures. Rows from the top. */
  readonly rowLabels?: readonly string[];
}

const HIGHLIGHTS: Readonly<Record<Highlight, { color: ColorName; unicode: string; ascii: string }>> = {
  right: { color: 'green', unicode: '✓', ascii: '+' },
  wrong: { color: 'red', unicode: '✗', ascii: 'x' },
  focus: { color: 'cyan', unicode: '', ascii: '' },
};

/**
 * Draws pictures side by side, row by row, with captions under them. A row without captions has no line for
 * them. All lines are equally wide: a last row that is not full ends with blanks.
 *
 * @throws RangeError as `image` does, for a `columns`, `gap` or `rowGap` out of range, and when there are more
 *   row labels than rows
 *
 * @example
 * const shape = { height: 28, width: 28, channels: 1 };
 * const found = [{ pixels: a, caption: '7' }, { pixels: b, caption: '7', highlight: 'right' }];
 * console.log(imageGrid(found, { shape, scale: 2, color: 'ansi256' }).join('\n'));
 */
export function imageGrid(images: readonly GridImage[], options: ImageGridOptions): string[] {
  const surface = resolveSurface(options);
  const columns = wholeNumber('imageGrid columns', options.columns ?? Math.max(1, images.length), 1);
  const gap = ' '.repeat(wholeNumber('imageGrid gap', options.gap ?? 1, 0));
  const rowGap = wholeNumber('imageGrid rowGap', options.rowGap ?? 0, 0);
  const scale = wholeNumber('imageGrid scale', options.scale ?? 1, 1);
  const width = Math.ceil(wholeNumber('image width', options.shape.width, 1) / scale);
  const labels = readLabels(options.rowLabels ?? [], Math.ceil(images.length / columns));
  if (images.length === 0) return [];
  const blank = ' '.repeat(Math.min(columns, images.length) * (width + gap.length) - gap.length);

  const lines: string[] = [];
  for (let row = 0; row * columns < images.length; row++) {
    const inRow = images.slice(row * columns, (row + 1) * columns);
    if (row > 0) for (let count = 0; count < rowGap; count++) lines.push(labels.blank + blank);
    // Only a last row below others can lack pictures: a single row is as wide as its pictures.
    const missing = (gap + ' '.repeat(width)).repeat(row === 0 ? 0 : columns - inRow.length);
    const pictures = inRow.map(({ pixels }) => image(pixels, options.shape, options));
    const height = pictures[0]!.length;
    for (let line = 0; line < height; line++) {
      const label = line === (height - 1) >> 1 ? labels.at(row) : labels.blank;
      lines.push(label + pictures.map((picture) => picture[line]).join(gap) + missing);
    }
    if (inRow.some(({ caption, highlight }) => caption !== undefined || highlight !== undefined)) {
      const captions = inRow.map((one) => captionFor(one, width, surface));
      lines.push(labels.blank + captions.join(gap) + missing);
    }
  }
  return lines;
}

function captionFor({ caption = '', highlight }: GridImage, width: number, surface: Surface): string {
  const style = highlight === undefined ? undefined : HIGHLIGHTS[highlight];
  const sign = style === undefined ? '' : surface.unicode ? style.unicode : style.ascii;
  const text = [sign, plain(caption)].filter((part) => part !== '').join(' ');
  const centred = pad(clip(text, width, ellipsisFor(surface.unicode)), width, 'center');
  return style === undefined ? centred : paint(centred, style.color, surface);
}

/** Row labels, all filled up to the widest of them and a blank. */
function readLabels(given: readonly string[], rows: number) {
  if (given.length > rows) {
    throw new RangeError(`imageGrid rowLabels must be at most ${rows}, one a row, got ${given.length}`);
  }
  const texts = given.map(plain);
  const width = Math.max(0, ...texts.map((text) => visibleWidth(text) + 1));
  return {
    blank: ' '.repeat(width),
    at: (row: number) => pad(texts[row] ?? '', width, 'left'),
  };
}
