import type { ColorName } from '../../surfaces/color.ts';
import type { LineStyle } from '../../surfaces/dot-canvas.ts';
import type { DrawnSeries } from '../line-chart/series.ts';
import type { Box } from './axes.ts';
import { text } from './axes.ts';
import { element, escaped } from './element.ts';

/** Deeper than a terminal's, so that they can be told from white as well as from black. */
const TONES: Readonly<Record<ColorName, string>> = {
  blue: '#2f81f7',
  orange: '#d9730d',
  green: '#2a9d50',
  red: '#e5534b',
  purple: '#a05ddb',
  cyan: '#1795a5',
  yellow: '#a8890c',
  gray: '#7d8590',
};
const DASHES: Readonly<Record<LineStyle, Record<string, string>>> = {
  solid: {},
  dashed: { 'stroke-dasharray': '7 4' },
  dotted: { 'stroke-dasharray': '2 4' },
};

type Place = (value: number) => number;

/** A series: its points joined, a dot at each that tells its values to a pointer. A gap breaks the line. */
export function line({ name, color, style, xs, ys }: DrawnSeries, placeX: Place, placeY: Place): string[] {
  const stretches: string[][] = [[]];
  const dots: string[] = [];
  for (let i = 0; i < xs.length; i++) {
    if (Number.isNaN(xs[i]!)) {
      stretches.push([]);
      continue;
    }
    const [x, y] = [placeX(xs[i]!), placeY(ys[i]!)];
    stretches.at(-1)!.push(`${x.toFixed(2)},${y.toFixed(2)}`);
    const told = escaped(`${name === '' ? '' : `${name}: `}${xs[i]}, ${Number(ys[i]!.toPrecision(4))}`);
    dots.push(element('circle', { cx: x, cy: y, r: 3.5, fill: TONES[color] }, element('title', {}, told)));
  }
  const look = { fill: 'none', stroke: TONES[color], 'stroke-width': 2, ...DASHES[style] };
  const lines = stretches.filter(({ length }) => length > 1);
  return [...lines.map((points) => element('polyline', { points: points.join(' '), ...look })), ...dots];
}

/** Names of the series, one under the other in the upper right corner, where falling curves are not. */
export function legend(series: readonly DrawnSeries[], { right, top }: Box): string[] {
  return series
    .filter(({ name }) => name !== '')
    .flatMap(({ name, color, style }, i) => {
      const y = top + 14 + 20 * i;
      const look = { stroke: TONES[color], 'stroke-width': 2, ...DASHES[style] };
      return [
        element('line', { x1: right - 34, x2: right - 6, y1: y, y2: y, ...look }),
        text(name, right - 42, y + 4, { 'text-anchor': 'end' }),
      ];
    });
}
