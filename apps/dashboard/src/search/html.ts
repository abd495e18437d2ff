import { PNG } from 'pngjs';
import { colourOf } from './colour.ts';
import type { ShownPicture } from './found.ts';

/** Pixels of a side, for files of photographs. */
const SIDE = 160;

/** Pictures under a heading. */
export interface Row {
  readonly heading: string;
  readonly pictures: readonly { readonly picture: ShownPicture; readonly note: string }[];
}

/** One self-contained page: the pictures are in it. */
export async function htmlPage(title: string, rows: readonly Row[]): Promise<string> {
  const parts: string[] = [];
  for (const { heading, pictures } of rows) {
    const figures = await Promise.all(pictures.map(({ picture, note }) => figureOf(picture, note)));
    parts.push(`<h2>${escapeHtml(heading)}</h2>\n<div>${figures.join('\n')}</div>`);
  }
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #222; background: #fff }
h2 { font-size: 1em; margin: 1.5em 0 .5em }
div { display: flex; flex-wrap: wrap; gap: 12px }
figure { margin: 0; width: ${SIDE}px; overflow-wrap: anywhere }
img, .none { width: ${SIDE}px; height: ${SIDE}px; image-rendering: pixelated; background: #eee }
figcaption { font-size: 12px }
</style></head><body>
<h1>${escapeHtml(title)}</h1>
${parts.join('\n')}
</body></html>
`;
}

async function figureOf(picture: ShownPicture, note: string): Promise<string> {
  const found = await picture.pixels(SIDE);
  const image = found
    ? `<img alt="" src="data:image/png;base64,${pngOf(colourOf(found), found.shape).toString('base64')}">`
    : '<p class="none">cannot be read</p>';
  const names = picture.names.map(escapeHtml).join('<br>');
  return `<figure>${image}<figcaption>${escapeHtml(note)}<br>${names}</figcaption></figure>`;
}

function pngOf(colours: Uint8Array, [height, width]: readonly [number, number, number]): Buffer {
  const png = new PNG({ width, height });
  for (let i = 0; i < height * width; i++) {
    png.data.set(colours.subarray(3 * i, 3 * i + 3), 4 * i);
    png.data[4 * i + 3] = 255;
  }
  return PNG.sync.write(png, { colorType: 2 });
}

function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => names[sign]!);
}
