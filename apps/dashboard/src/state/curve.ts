/** One point of a line: x in epochs, y in nats a pixel (or whatever the loss is). */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** Seconds since the run started. */
  readonly time: number;
}

/** A line that never holds more than `mostPoints`: when it is full, neighbours are averaged in pairs. */
export interface Curve {
  readonly points: readonly Point[];
  /** How many reported values one point stands for. */
  readonly stride: number;
  /** Values that do not make up a whole point yet. */
  readonly pending: readonly Point[];
}

export const emptyCurve: Curve = { points: [], stride: 1, pending: [] };

/** More than twice what the widest terminal shows, so averaging is never seen. */
export const mostPoints = 1024;

/** The curve with one more value. Values that are no number are left out: there is nothing to draw. */
export function extendCurve(curve: Curve, point: Point): Curve {
  if (!Number.isFinite(point.y)) return curve;
  const pending = [...curve.pending, point];
  if (pending.length < curve.stride) return { ...curve, pending };
  const points = [...curve.points, meanPoint(pending)];
  if (points.length <= mostPoints) return { ...curve, points, pending: [] };
  return { points: halved(points), stride: curve.stride * 2, pending: [] };
}

/** The newest value, whether it has become a point yet or not. */
export function lastPoint(curve: Curve): Point | undefined {
  return curve.pending.at(-1) ?? curve.points.at(-1);
}

function halved(points: readonly Point[]): Point[] {
  const half: Point[] = [];
  for (let i = 0; i < points.length; i += 2) half.push(meanPoint(points.slice(i, i + 2)));
  return half;
}

function meanPoint(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  let time = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
    time += point.time;
  }
  return { x: x / points.length, y: y / points.length, time: time / points.length };
}
