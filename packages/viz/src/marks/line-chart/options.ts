import type { Domain, ScaleKind } from '../../scales/domain.ts';
import type { ColorName } from '../../surfaces/color.ts';
import type { LineStyle } from '../../surfaces/dot-canvas.ts';
import type { SurfaceOptions } from '../../surfaces/surface.ts';

/** A place on a chart. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * One line of a chart: its points in the order in which they are joined, or only their heights, which then
 * stand at x = 0, 1, 2 and so on. A point that is NaN or infinite is left out, and the line with it is broken.
 */
export type LineSeries = {
  /** Shown in the legend. A series without a name is not. */
  readonly name?: string;
  /** Left out: the next of a fixed list. */
  readonly color?: ColorName;
  /** Left out: solid; on a surface without colour solid, dashed and dotted in turn. */
  readonly style?: LineStyle;
} & ({ readonly points: readonly Point[] } | { readonly ys: ArrayLike<number> });

/** A height to compare with, drawn as a dashed line from side to side. */
export interface Reference {
  readonly name: string;
  readonly y: number;
  /** @default 'gray' */
  readonly color?: ColorName;
}

export interface LineChartOptions extends SurfaceOptions {
  /** Columns, a whole number from 0. No line is wider. */
  readonly width: number;
  /** Lines, a whole number from 0. The chart has exactly that many; axes need 4, a legend 5. */
  readonly height: number;
  /** What x is, shown at the right end of its axis. */
  readonly xLabel?: string;
  /** What y is, shown above its axis. */
  readonly yLabel?: string;
  /** On a log scale points at zero or below are left out. @default 'linear' */
  readonly yScale?: ScaleKind;
  /** The same for x. @default 'linear' */
  readonly xScale?: ScaleKind;
  /** Values to label on the x axis, such as the sizes that were tried. Left out: round ones. */
  readonly xTicks?: readonly number[];
  /** The part of x to show. Left out: from the first to the last point. */
  readonly xDomain?: Domain;
  /** The part of y to show; what lies outside is cut off. Left out: all points and references. */
  readonly yDomain?: Domain;
  readonly references?: readonly Reference[];
}
