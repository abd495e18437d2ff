import type { Ticks } from '../../scales/ticks.ts';
import { element, escaped } from './element.ts';

/** Where the lines are, in units of the picture. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Place = (value: number) => number;

/** Grey that can be read on white and on black. */
export const INK = '#7d8590';

export function text(
  content: string,
  x: number,
  y: number,
  more: Record<string, string | number> = {},
): string {
  return element('text', { x, y, fill: INK, ...more }, escaped(content) || ' ');
}

/** The frame's two axes, a faint line and a label at each tick, and what the axes are. */
export function axes(
  { left, right, top, bottom }: Box,
  x: { readonly ticks: Ticks; readonly place: Place; readonly label: string },
  y: { readonly ticks: Ticks; readonly place: Place; readonly label: string },
): string[] {
  const faint = { stroke: INK, 'stroke-opacity': 0.25 };
  const down = x.ticks.values.flatMap((value, i) => {
    const at = x.place(value);
    return [
      element('line', { x1: at, x2: at, y1: top, y2: bottom, ...faint }),
      text(x.ticks.labels[i]!, at, bottom + 18, { 'text-anchor': 'middle' }),
    ];
  });
  const across = y.ticks.values.flatMap((value, i) => {
    const at = y.place(value);
    return [
      element('line', { x1: left, x2: right, y1: at, y2: at, ...faint }),
      text(y.ticks.labels[i]!, left - 8, at + 4, { 'text-anchor': 'end' }),
    ];
  });
  const corner = `${left},${top} ${left},${bottom} ${right},${bottom}`;
  const middle = (top + bottom) / 2;
  return [
    ...down,
    ...across,
    element('polyline', { points: corner, fill: 'none', stroke: INK }),
    ...(x.label === '' ? [] : [text(x.label, (left + right) / 2, bottom + 40, { 'text-anchor': 'middle' })]),
    ...(y.label === ''
      ? []
      : [text(y.label, 16, middle, { 'text-anchor': 'middle', transform: `rotate(-90 16 ${middle})` })]),
  ];
}
