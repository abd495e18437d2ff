import {
  checkDomain,
  type Domain,
  extentOf,
  hasPlace,
  isFlat,
  type ScaleKind,
  widened,
} from '../../scales/domain.ts';
import { givenTicks, type Ticks, ticksFor } from '../../scales/ticks.ts';
import type { ColorName } from '../../surfaces/color.ts';
import { plain, visibleWidth } from '../../text.ts';
import type { LineChartOptions } from './options.ts';
import type { DrawnSeries } from './series.ts';

/** A reference that has a place on the chart. */
export interface DrawnReference {
  readonly name: string;
  readonly y: number;
  readonly color: ColorName;
}

/** Where everything stands, in characters, and what the axes show. */
export interface Frame {
  readonly width: number;
  /** 1 with a legend line on top, else 0. */
  readonly headerRows: number;
  /** 2 with an x axis and its labels below, else 0. */
  readonly axisRows: number;
  /** The area of the lines themselves. */
  readonly plotRows: number;
  readonly plotColumns: number;
  /** Columns left of the plot: the labels of y and the axis. 0 when there is no room. */
  readonly gutter: number;
  /** Columns right of the plot: names of references. 0 when there are none, or no room. */
  readonly margin: number;
  readonly xScale: ScaleKind;
  readonly yScale: ScaleKind;
  /** Undefined when there is nothing to show. */
  readonly xDomain: Domain | undefined;
  readonly yDomain: Domain | undefined;
  readonly xTicks: Ticks;
  readonly yTicks: Ticks;
  readonly references: readonly DrawnReference[];
}

const NO_TICKS: Ticks = { values: [], labels: [] };
/** With fewer columns for the lines, what stands beside them is left out. */
const LEAST_PLOT = 8;

type FrameOptions = LineChartOptions & { readonly xScale: ScaleKind; readonly yScale: ScaleKind };

/** Divides the surface between the lines and what stands around them. */
export function frame(series: readonly DrawnSeries[], options: FrameOptions): Frame {
  const { width, height, xScale, yScale } = options;
  const references = readReferences(options, yScale);
  const titled = (options.yLabel ?? '') !== '' || series.some(({ name }) => name !== '');
  const axisRows = height >= 4 ? 2 : 0;
  const headerRows = titled && height >= 5 ? 1 : 0;
  const plotRows = height - headerRows - axisRows;

  const yDomain = yDomainFor(series, references, options, yScale);
  const yTicks =
    yDomain === undefined ? NO_TICKS : ticksFor(yDomain, yScale, Math.max(2, (plotRows + 1) >> 1));
  const wanted = Math.max(0, ...yTicks.labels.map((label) => label.length)) + (axisRows === 0 ? 0 : 2);
  const gutter = axisRows === 0 || width - wanted < LEAST_PLOT ? 0 : wanted;

  const names = Math.max(0, ...references.map(({ name }) => visibleWidth(name)));
  const share = Math.min(names + 1, Math.floor(width / 3));
  const margin = names === 0 || width - gutter - share < LEAST_PLOT ? 0 : share;

  const plotColumns = width - gutter - margin;
  const xDomain = xDomainFor(series, options);
  const xTicks = xDomain === undefined ? NO_TICKS : xTicksFor(series, xDomain, plotColumns, options);
  return {
    width,
    headerRows,
    axisRows,
    plotRows,
    plotColumns,
    gutter,
    margin,
    xScale,
    yScale,
    xDomain,
    yDomain,
    xTicks,
    yTicks,
    references,
  };
}

function readReferences({ references = [] }: LineChartOptions, kind: ScaleKind): DrawnReference[] {
  return references
    .filter(({ y }) => hasPlace(y, kind))
    .map(({ name, y, color = 'gray' }) => ({ name: plain(name), y, color }));
}

function yDomainFor(
  series: readonly DrawnSeries[],
  references: readonly DrawnReference[],
  { yDomain }: LineChartOptions,
  kind: ScaleKind,
): Domain | undefined {
  if (yDomain !== undefined) return checkDomain('lineChart yDomain', yDomain, kind);
  const extent = extentOf([...series.map(({ ys }) => ys), references.map(({ y }) => y)], kind);
  return extent && widened(extent, kind);
}

function xDomainFor(series: readonly DrawnSeries[], { xDomain, xScale }: FrameOptions): Domain | undefined {
  if (xDomain !== undefined) return checkDomain('lineChart xDomain', xDomain, xScale);
  const extent = extentOf(
    series.map(({ xs }) => xs),
    xScale,
  );
  if (extent === undefined || !isFlat(extent)) return extent;
  // One point so far: it stands at the left, and the future has room at its right.
  return [extent[0], extent[0] + Math.max(1, Math.abs(extent[0]) / 10)];
}

/** One label every nine columns or so. Steps and epochs are whole numbers and get no labels between. */
function xTicksFor(
  series: readonly DrawnSeries[],
  domain: Domain,
  columns: number,
  { xScale, xTicks }: FrameOptions,
): Ticks {
  if (xTicks !== undefined) return givenTicks(domain, xTicks);
  const whole = series.every(({ xs }) => xs.every((x) => Number.isNaN(x) || Number.isInteger(x)));
  return ticksFor(domain, xScale, Math.max(3, Math.floor(columns / 9)), whole ? 1 : 0);
}
