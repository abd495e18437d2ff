import { hasPlace, type ScaleKind } from '../../scales/domain.ts';
import type { ColorName } from '../../surfaces/color.ts';
import type { LineStyle } from '../../surfaces/dot-canvas.ts';
import type { Surface } from '../../surfaces/surface.ts';
import { plain } from '../../text.ts';
import type { LineSeries } from './options.ts';

/** A series with nothing left open. */
export interface DrawnSeries {
  readonly name: string;
  readonly color: ColorName;
  readonly style: LineStyle;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

export interface ScaleKinds {
  readonly x: ScaleKind;
  readonly y: ScaleKind;
}

const COLORS: readonly ColorName[] = ['blue', 'orange', 'green', 'purple', 'cyan', 'red', 'yellow'];
const STYLES: readonly LineStyle[] = ['solid', 'dashed', 'dotted'];

/**
 * Fills in names, colours and styles, and splits points into x and y. A point that has no place on the axes
 * becomes NaN in both, so that neither axis makes room for it.
 */
export function readSeries(
  series: readonly LineSeries[],
  kinds: ScaleKinds,
  surface: Surface,
): DrawnSeries[] {
  return series.map((one, index) => ({
    name: plain(one.name ?? ''),
    color: one.color ?? COLORS[index % COLORS.length]!,
    // Without colour, the style is all that tells two lines apart.
    style: one.style ?? (surface.color === 'none' ? STYLES[index % STYLES.length]! : 'solid'),
    ...coordinates(one, index, kinds),
  }));
}

function coordinates(one: LineSeries, index: number, kinds: ScaleKinds): Pick<DrawnSeries, 'xs' | 'ys'> {
  const points = 'points' in one ? one.points : undefined;
  const heights = 'ys' in one ? one.ys : undefined;
  const length = points?.length ?? heights?.length;
  if (length === undefined) throw new TypeError(`series ${index} must have points or ys, got neither`);
  const xs = new Float64Array(length).fill(Number.NaN);
  const ys = new Float64Array(length).fill(Number.NaN);
  for (let at = 0; at < length; at++) {
    const x = points === undefined ? at : points[at]!.x;
    const y = points === undefined ? heights![at]! : points[at]!.y;
    if (!hasPlace(x, kinds.x) || !hasPlace(y, kinds.y)) continue;
    xs[at] = x;
    ys[at] = y;
  }
  return { xs, ys };
}
