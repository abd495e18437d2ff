import type { NeighboursEvent } from '@hourglass/models/config';
import { type ColorName, clip, pad } from '@hourglass/viz';
import { useMemo } from 'react';
import { arrangeRows, type Rows } from '../../pictures/arrange-rows.ts';
import { decodePictures } from '../../pictures/decode.ts';
import { beside, drawPicture } from '../../pictures/draw.ts';
import { type Border, blankBorder } from '../../pictures/fit.ts';
import { neighboursBy, tallyOf } from '../../state/neighbours.ts';
import { turned } from '../../state/turned.ts';
import { firstFitting } from '../../terminal/first-fitting.ts';
import { type Style, styleFor } from '../../terminal/style.ts';
import { Lines } from '../Lines.tsx';
import type { Size } from '../layout.ts';
import { roles } from '../roles.ts';
import { useStyle } from '../surface.ts';
import type { ViewProps } from '../view.ts';

/** All queries, each with the pictures nearest to it: under each picture its class and how far it is. */
export function NeighboursView({ state, ui, measure, size }: ViewProps) {
  const { color, unicode } = useStyle().surface;
  const event = neighboursBy(state.neighbours, measure);
  const { width, height } = size;
  const lines = useMemo(() => {
    const style = styleFor({ color, unicode });
    if (!event) return [style.faint('nearest neighbours come after the first epoch')];
    return draw(event, ui.turn, { width, height }, style);
  }, [event, ui.turn, width, height, color, unicode]);
  return <Lines lines={lines} />;
}

function draw(event: NeighboursEvent, turn: number, { width, height }: Size, style: Style): string[] {
  const rows = arrangeRows({ width, height: height - 1 }, event.k + 1, event.rows.length);
  const shown = turned(event.rows, turn * rows.down).slice(0, rows.down);
  const decoded = shown.map((row) => ({
    row,
    pictures: [...decodePictures(row.query.pixels, event.shape), ...decodePictures(row.pixels, event.shape)],
  }));
  const border = blankBorder(
    decoded.flatMap(({ pictures }) => pictures),
    event.shape,
  );
  return [
    clip(title(event, rows), width, style.sign('…', '~')),
    ...decoded.flatMap(({ row, pictures }) =>
      beside(
        pictures
          .slice(0, rows.across)
          .map((pixels, place) => block(event, row, pixels, place, rows, border, style)),
        ' ',
      ),
    ),
  ];
}

function title(event: NeighboursEvent, { across, down }: Rows): string {
  const { right, all } = tallyOf(event);
  const tally = event.classNames.length === 0 ? '' : `, ${right} of ${all} of the query's class`;
  const hidden =
    down < event.rows.length || across <= event.k ? `, ${down} of ${event.rows.length} queries` : '';
  return `nearest by ${event.measure}, epoch ${event.epoch}${tally}${hidden}`;
}

type NeighbourRow = NeighboursEvent['rows'][number];

/** A picture and the line under it; the first of a row is the query itself. */
function block(
  event: NeighboursEvent,
  row: NeighbourRow,
  pixels: Uint8Array,
  place: number,
  { height }: Rows,
  border: Border,
  style: Style,
): string[] {
  const picture = drawPicture(pixels, event.shape, border, height, style.surface);
  const name = (label: number | undefined): string =>
    label === undefined ? '' : (event.classNames[label] ?? String(label));
  const width = 2 * height;
  const words = (texts: readonly string[], color: ColorName): string =>
    style.color(pad(firstFitting(texts, width, style.sign('…', '~')), width, 'left'), color);
  const asked = name(row.query.label);
  if (place === 0) return [...picture, words([`query ${asked}`, asked], roles.code)];
  const label = row.labels[place - 1];
  // A number that is cut would be another number.
  const distances = [3, 2, 1].map((digits) => row.distances[place - 1]!.toPrecision(digits));
  if (label === undefined) return [...picture, words([...distances, ''], 'gray')];
  const isRight = label === row.query.label;
  const sign = isRight ? style.sign('✓', '+') : style.sign('✗', 'x');
  const verdict = `${sign} ${name(label)}`;
  const texts = [...distances.map((distance) => `${verdict} ${distance}`), verdict];
  return [...picture, words(texts, isRight ? roles.right : roles.wrong)];
}
