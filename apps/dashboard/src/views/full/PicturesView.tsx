import type { PreviewEvent } from '@hourglass/models/config';
import { progressBar, type Surface } from '@hourglass/viz';
import { useMemo } from 'react';
import { type Arrangement, arrangeThrees } from '../../pictures/arrange.ts';
import { decodePictures } from '../../pictures/decode.ts';
import { differenceOf, psnrOf } from '../../pictures/difference.ts';
import { beside, drawPicture } from '../../pictures/draw.ts';
import { blankBorder } from '../../pictures/fit.ts';
import { placeOf } from '../../state/moved.ts';
import { turned } from '../../state/turned.ts';
import { firstFitting } from '../../terminal/first-fitting.ts';
import type { Style } from '../../terminal/style.ts';
import { Lines } from '../Lines.tsx';
import type { Size } from '../layout.ts';
import { useStyle } from '../surface.ts';
import type { ViewProps } from '../view.ts';

/** Test pictures, what the net makes of them, and the difference, at any time of the run. */
export function PicturesView({ state, ui, size }: ViewProps) {
  const style = useStyle();
  const { color, unicode } = style.surface;
  const { previews } = state;
  const place = placeOf(
    previews.map(({ step }) => step),
    ui.preview,
  );
  const event = previews[place];
  const { width, height } = size;
  const drawn = useMemo(
    () => (event ? draw(event, ui.turn, { width, height: height - 2 }, { color, unicode }) : undefined),
    [event, ui.turn, width, height, color, unicode],
  );
  if (!event || !drawn) return <Lines lines={[style.faint('pictures come before the first step')]} />;
  const quality = `${drawn.psnr.toFixed(1)} dB`;
  const titles = [
    `original, rebuilt, difference ${drawn.order}  ${quality} in these ${drawn.count}`,
    `original, rebuilt, difference  ${quality}`,
  ];
  const lines = [
    firstFitting(titles, width, style.sign('…', '~')),
    ...pad(drawn.lines, height - 2),
    scrubber(event, place, previews.length, ui.preview === undefined, width, style),
  ];
  return <Lines lines={lines} />;
}

interface Drawing {
  readonly lines: readonly string[];
  /** What stands where. */
  readonly order: string;
  readonly psnr: number;
  readonly count: number;
}

function draw(event: PreviewEvent, turn: number, room: Size, surface: Surface): Drawing {
  const { shape } = event;
  const all = decodePictures(event.originals, shape);
  const rebuilt = decodePictures(event.reconstructions, shape);
  const border = blankBorder(all, shape);
  const native = Math.ceil((Math.max(shape[0], shape[1]) - 2 * border) / 2);
  const layout = arrangeThrees(room, all.length, native);
  const count = Math.min(all.length, layout.across * layout.down);
  const threes = turned(
    all.map((original, i) => [original, rebuilt[i]!, differenceOf(original, rebuilt[i]!)] as const),
    turn * count,
  ).slice(0, count);
  const blocks = threes.map((three) => {
    const pictures = three.map((pixels) => drawPicture(pixels, shape, border, layout.height, surface));
    return layout.isStacked ? pictures.flat() : beside(pictures);
  });
  return {
    lines: inRows(blocks, layout),
    order: orderOf(layout),
    psnr: psnrOf(all, rebuilt),
    count: all.length,
  };
}

function inRows(blocks: readonly (readonly string[])[], { across }: Arrangement): string[] {
  const lines: string[] = [];
  for (let start = 0; start < blocks.length; start += across) {
    if (start > 0) lines.push('');
    lines.push(...beside(blocks.slice(start, start + across), ' '));
  }
  return lines;
}

function orderOf({ isStacked }: Arrangement): string {
  return isStacked ? 'from the top' : 'from the left';
}

/** Where in the run these pictures are from, of all that are kept. */
function scrubber(
  { step, epoch }: PreviewEvent,
  place: number,
  count: number,
  isLive: boolean,
  width: number,
  style: Style,
): string {
  const words = `step ${step}, epoch ${epoch}, ${place + 1} of ${count}`;
  const live = isLive ? style.color('newest', 'green') : style.color('past', 'yellow');
  const after = `  ${words}  `;
  const bar = Math.max(0, width - after.length - (isLive ? 6 : 4));
  const share = count < 2 ? 1 : place / (count - 1);
  return progressBar(share, { ...style.surface, width: bar, tone: 'cyan' }) + after + live;
}

function pad(lines: readonly string[], height: number): string[] {
  return Array.from({ length: height }, (_, line) => lines[line] ?? '');
}
