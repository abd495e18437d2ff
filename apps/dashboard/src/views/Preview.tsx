import type { PreviewEvent } from '@hourglass/models/config';
import type { Surface } from '@hourglass/viz';
import { useMemo } from 'react';
import { decodePictures } from '../pictures/decode.ts';
import { beside, drawPicture } from '../pictures/draw.ts';
import { blankBorder } from '../pictures/fit.ts';
import { turned } from '../state/turned.ts';
import { Lines } from './Lines.tsx';
import { useStyle } from './surface.ts';

export interface PreviewProps {
  readonly event: PreviewEvent | undefined;
  /** In dB, over the whole test set. */
  readonly psnr: number | undefined;
  /** Counts how often other pictures were asked for. */
  readonly turn: number;
  /** Pictures side by side. */
  readonly count: number;
  /** Lines of one picture. */
  readonly height: number;
}

/** A title, test pictures, and under each what the net makes of it. */
export function Preview({ event, psnr, turn, count, height }: PreviewProps) {
  const style = useStyle();
  const { color, unicode } = style.surface;
  const pictures = useMemo(
    () => (event ? draw(event, turn, count, height, { color, unicode }) : []),
    [event, turn, count, height, color, unicode],
  );
  const [above, below] = [style.sign('↑', '^'), style.sign('↓', 'v')];
  const title = `original ${above} rebuilt ${below}`;
  const quality = psnr === undefined ? '' : `  ${psnr.toFixed(1)} dB`;
  const fits = title.length + quality.length <= 2 * height * count;
  return <Lines lines={[fits ? title + quality : title, ...pictures]} />;
}

function draw(event: PreviewEvent, turn: number, count: number, height: number, surface: Surface): string[] {
  const originals = turned(decodePictures(event.originals, event.shape), turn * count).slice(0, count);
  const rebuilt = turned(decodePictures(event.reconstructions, event.shape), turn * count).slice(0, count);
  const border = blankBorder(originals, event.shape);
  const row = (pictures: readonly Uint8Array[]): string[] =>
    beside(pictures.map((pixels) => drawPicture(pixels, event.shape, border, height, surface)));
  return [...row(originals), ...row(rebuilt)];
}
