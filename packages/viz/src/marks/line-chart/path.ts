import type { DotCanvas, LineStyle } from '../../surfaces/dot-canvas.ts';

type Place = (value: number) => number;

/** Joins points on a canvas. A point without a place breaks the line; what lies outside is cut off. */
export function drawPath(
  canvas: DotCanvas,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  placeX: Place,
  placeY: Place,
  layer: number,
  style: LineStyle,
): void {
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  let travelled = 0;
  for (let index = 0; index < ys.length; index++) {
    const x = placeX(xs[index]!);
    const y = placeY(ys[index]!);
    const here = !Number.isNaN(x) && !Number.isNaN(y);
    if (here && Number.isNaN(lastX)) travelled = segment(canvas, x, y, x, y, layer, style, 0);
    else if (here) travelled = segment(canvas, lastX, lastY, x, y, layer, style, travelled);
    lastX = here ? x : Number.NaN;
    lastY = y;
  }
}

/** Draws the part of a line between two points that lies on the canvas (Liang and Barsky's way). */
function segment(
  canvas: DotCanvas,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  layer: number,
  style: LineStyle,
  travelled: number,
): number {
  const across = x1 - x0;
  const down = y1 - y0;
  // Shares of the way from the first point to the second at which the line comes in and goes out.
  let enter = 0;
  let leave = 1;
  const keep = (rate: number, room: number): void => {
    if (rate === 0) {
      if (room < 0) leave = -1;
    } else if (rate < 0) enter = Math.max(enter, room / rate);
    else leave = Math.min(leave, room / rate);
  };
  // Half a dot of slack on each side: what rounds to an outer dot is on the canvas.
  const slack = 0.499;
  keep(-across, x0 + slack);
  keep(across, canvas.width - 1 + slack - x0);
  keep(-down, y0 + slack);
  keep(down, canvas.height - 1 + slack - y0);
  if (enter > leave) return travelled;
  return canvas.line(
    dotAt(x0 + enter * across, canvas.width),
    dotAt(y0 + enter * down, canvas.height),
    dotAt(x0 + leave * across, canvas.width),
    dotAt(y0 + leave * down, canvas.height),
    layer,
    style,
    travelled,
  );
}

/** The dot nearest to a place that is on the canvas but for rounding. */
function dotAt(place: number, size: number): number {
  return Math.max(0, Math.min(size - 1, Math.round(place)));
}
