import { oneOf, wholeNumber } from '../check.ts';
import { checkDomain, type Domain, extentOf, isFlat, type ScaleKind, widened } from '../scales/domain.ts';
import { makeScale } from '../scales/scale.ts';
import { givenTicks, ticksFor } from '../scales/ticks.ts';
import { plain } from '../text.ts';
import type { LineChartOptions, LineSeries } from './line-chart/options.ts';
import { readSeries } from './line-chart/series.ts';
import { axes, type Box, text } from './svg-line-chart/axes.ts';
import { element, escaped } from './svg-line-chart/element.ts';
import { legend, line } from './svg-line-chart/line.ts';

/** As for `lineChart`; sizes are in pixels. */
export interface SvgLineChartOptions
  extends Pick<
    LineChartOptions,
    'xLabel' | 'yLabel' | 'xScale' | 'yScale' | 'xTicks' | 'xDomain' | 'yDomain'
  > {
  /** Stands above the chart, and is read out in place of it. */
  readonly title: string;
  /** A whole number from 200. @default 720 */
  readonly width?: number;
  /** A whole number from 160. @default 440 */
  readonly height?: number;
}

const FONT = 'system-ui, sans-serif';

/**
 * The same chart as a whole SVG document, with a dot at each point. It has no background, and can be read on a
 * light page and on a dark one.
 *
 * @throws RangeError when `width` or `height` is too small, or when a domain does not rise
 * @throws TypeError when a series has neither `points` nor `ys`
 *
 * @example
 * const svg = svgLineChart([{ name: 'train', ys: [0.31, 0.12, 0.09] }], { title: 'Loss', xLabel: 'epoch' });
 * writeFileSync('loss.svg', svg);
 */
export function svgLineChart(series: readonly LineSeries[], options: SvgLineChartOptions): string {
  const width = wholeNumber('svgLineChart width', options.width ?? 720, 200);
  const height = wholeNumber('svgLineChart height', options.height ?? 440, 160);
  const kinds = {
    x: oneOf('svgLineChart xScale', options.xScale ?? 'linear', ['linear', 'log']),
    y: oneOf('svgLineChart yScale', options.yScale ?? 'linear', ['linear', 'log']),
  };
  const drawn = readSeries(series, kinds, { color: 'truecolor', unicode: true });
  const box: Box = { left: 76, right: width - 20, top: 48, bottom: height - 56 };
  const across = domainOf(
    'xDomain',
    options.xDomain,
    drawn.map(({ xs }) => xs),
    kinds.x,
  );
  const up = domainOf(
    'yDomain',
    options.yDomain,
    drawn.map(({ ys }) => ys),
    kinds.y,
  );
  const placeX = makeScale(across, kinds.x, box.left + 10, box.right - 10);
  const placeY = makeScale(up, kinds.y, box.bottom - 8, box.top + 8);
  const { xTicks } = options;
  const ticks = {
    x: xTicks ? givenTicks(across, xTicks) : ticksFor(across, kinds.x, Math.floor(width / 80)),
    y: ticksFor(up, kinds.y, Math.floor(height / 40)),
  };
  const title = plain(options.title);
  const parts = [
    element('title', {}, escaped(title) || ' '),
    text(title, box.left, 26, { 'font-size': 16, 'font-weight': 600 }),
    ...axes(
      box,
      { ticks: ticks.x, place: placeX, label: plain(options.xLabel ?? '') },
      { ticks: ticks.y, place: placeY, label: plain(options.yLabel ?? '') },
    ),
    ...drawn.flatMap((one) => line(one, placeX, placeY)),
    ...legend(drawn, box),
  ];
  const frame = { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' };
  const root = { xmlns: 'http://www.w3.org/2000/svg', ...frame, 'font-family': FONT, 'font-size': 13 };
  return `${element('svg', root, `\n${parts.join('\n')}\n`)}\n`;
}

function domainOf(
  name: string,
  given: Domain | undefined,
  values: readonly Float64Array[],
  kind: ScaleKind,
): Domain {
  if (given !== undefined) return checkDomain(`svgLineChart ${name}`, given, kind);
  const extent = extentOf(values, kind);
  if (extent === undefined) return kind === 'log' ? [1, 10] : [0, 1];
  return isFlat(extent) ? widened(extent, kind) : extent;
}
