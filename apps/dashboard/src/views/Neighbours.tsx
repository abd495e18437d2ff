import type { NeighboursEvent } from '@hourglass/models/config';
import { pad, visibleWidth } from '@hourglass/viz';
import { useMemo } from 'react';
import { decodePictures } from '../pictures/decode.ts';
import { beside, drawPicture } from '../pictures/draw.ts';
import { blankBorder } from '../pictures/fit.ts';
import { tallyOf } from '../state/neighbours.ts';
import { turned } from '../state/turned.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { Lines } from './Lines.tsx';
import { signWidth } from './layout.ts';
import { roles } from './roles.ts';
import { useStyle } from './surface.ts';

export interface NeighboursProps {
  readonly event: NeighboursEvent | undefined;
  /** Counts how often other queries were asked for. */
  readonly turn: number;
  /** Queries under each other. */
  readonly queries: number;
  /** Neighbours of each. */
  readonly count: number;
  /** Lines of one picture. */
  readonly height: number;
}

/** A title, and queries with their nearest pictures: a sign and a colour say whether the class is the same. */
export function Neighbours({ event, turn, queries, count, height }: NeighboursProps) {
  const { color, unicode } = useStyle().surface;
  const lines = useMemo(() => {
    const style = styleFor({ color, unicode });
    if (!event) return [`nearest neighbours ${style.faint('come after the first epoch')}`];
    const shown = Math.min(queries, event.rows.length);
    const rows = turned(event.rows, turn * shown).slice(0, shown);
    return [title(event, style), ...drawRows(event, rows, { count, height, style })];
  }, [event, turn, queries, count, height, color, unicode]);
  return <Lines lines={lines} />;
}

interface View {
  readonly count: number;
  readonly height: number;
  readonly style: Style;
}

function title(event: NeighboursEvent, style: Style): string {
  if (event.classNames.length === 0) return `nearest by ${event.measure}`;
  const { right, all } = tallyOf(event);
  const tally = style.color(
    `${style.sign('✓', '+')} ${right} of ${all}`,
    right === all ? roles.right : 'yellow',
  );
  return `nearest by ${event.measure}  ${tally}`;
}

type NeighbourRow = NeighboursEvent['rows'][number];

function drawRows(event: NeighboursEvent, rows: readonly NeighbourRow[], view: View): string[] {
  const decoded = rows.map((row) => ({
    row,
    query: decodePictures(row.query.pixels, event.shape)[0]!,
    found: decodePictures(row.pixels, event.shape).slice(0, view.count),
  }));
  const all = decoded.flatMap(({ query, found }) => [query, ...found]);
  const border = blankBorder(all, event.shape);
  const draw = (pixels: Uint8Array): string[] =>
    drawPicture(pixels, event.shape, border, view.height, view.style.surface);
  return decoded.flatMap(({ row, query, found }) => {
    const blocks = [draw(query), queryColumn(classOf(event, row.query.label), view)];
    for (const [rank, pixels] of found.entries()) {
      const label = row.labels[rank];
      const width = rank === found.length - 1 ? 1 : signWidth;
      blocks.push(draw(pixels), signColumn(classOf(event, label), verdict(row, label), width, view));
    }
    return beside(blocks);
  });
}

/** Beside the query: its class, and an arrow to what was found. */
function queryColumn(name: string, { height, style }: View): string[] {
  return column(height, signWidth, { 0: style.bold(name), [height >> 1]: style.faint(style.sign('▸', '>')) });
}

/** Whether a neighbour is of the query's class; undefined where there are no classes. */
function verdict({ query }: NeighbourRow, label: number | undefined): boolean | undefined {
  return label === undefined ? undefined : label === query.label;
}

/** Beside a neighbour: right or wrong, and its class. */
function signColumn(
  name: string,
  isRight: boolean | undefined,
  width: number,
  { height, style }: View,
): string[] {
  if (isRight === undefined) return column(height, width, {});
  const sign = isRight ? style.sign('✓', '+') : style.sign('✗', 'x');
  const color = isRight ? roles.right : roles.wrong;
  return column(height, width, { 0: style.color(sign, color), 1: style.color(name, color) });
}

function column(height: number, width: number, texts: Readonly<Record<number, string>>): string[] {
  return Array.from({ length: height }, (_, line) => pad(texts[line] ?? '', width, 'left'));
}

/** Only names that fit beside a picture: a digit does, `aquarium_fish` does not. */
function classOf(event: NeighboursEvent, label: number | undefined): string {
  if (label === undefined) return '';
  const name = event.classNames[label] ?? String(label);
  return visibleWidth(name) < signWidth ? name : '';
}
