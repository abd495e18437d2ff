import { oneOf, wholeNumber } from '../check.ts';
import { resolveSurface } from '../surfaces/surface.ts';
import { frame } from './line-chart/frame.ts';
import { headerLine } from './line-chart/header.ts';
import type { LineChartOptions, LineSeries } from './line-chart/options.ts';
import { plotLines } from './line-chart/plot.ts';
import { readSeries } from './line-chart/series.ts';
import { xAxisLines } from './line-chart/x-axis.ts';

export type { LineChartOptions, LineSeries, Point, Reference } from './line-chart/options.ts';

/**
 * Draws lines over a pair of axes, in braille dots: two columns and four rows of them a character. Without
 * Unicode it draws one letter a character. On a small surface the parts around the lines go first: names of
 * references, then the legend, then the axes. Costs about 1 ms for 2,000 points.
 *
 * @throws RangeError when `width` or `height` is no whole number from 0, or when a domain does not rise
 * @throws TypeError when a series has neither `points` nor `ys`
 *
 * @example
 * const lines = lineChart([{ name: 'train', ys: [0.31, 0.12, 0.09, 0.08] }], {
 *   width: 60,
 *   height: 12,
 *   xLabel: 'epoch',
 *   yLabel: 'loss',
 *   references: [{ name: 'seed', y: 0.0758 }],
 * });
 * console.log(lines.join('\n'));
 */
export function lineChart(series: readonly LineSeries[], options: LineChartOptions): string[] {
  const width = wholeNumber('lineChart width', options.width, 0);
  const height = wholeNumber('lineChart height', options.height, 0);
  const surface = resolveSurface(options);
  const yScale = oneOf('lineChart yScale', options.yScale ?? 'linear', ['linear', 'log']);
  const xScale = oneOf('lineChart xScale', options.xScale ?? 'linear', ['linear', 'log']);
  if (height === 0) return [];
  if (width === 0) return Array<string>(height).fill('');
  const drawn = readSeries(series, { x: xScale, y: yScale }, surface);
  const layout = frame(drawn, { ...options, xScale, yScale });
  return [
    ...(layout.headerRows === 0 ? [] : [headerLine(drawn, options.yLabel ?? '', width, surface)]),
    ...plotLines(drawn, layout, surface),
    ...(layout.axisRows === 0 ? [] : xAxisLines(layout, options.xLabel ?? '', surface)),
  ];
}
