import type { GraphBuilder } from '../graph/builder.ts';
import { floats, int64s } from '../graph/graph.ts';
import { step } from '../graph/step.ts';
import { pixelsIn, type Reach } from './reach.ts';

type Reaches = readonly [height: Reach, width: Reach];

/** Below every number a picture may hold, and far enough from overflow. */
const LOWEST = -1e38;

/**
 * The gradient of max pooling where windows overlap, leave gaps or are padded. Along one axis after the
 * other: what lies at the same place of each window is compared, the first of equals takes the window's
 * gradient, as in tfjs, and what a pixel got from its windows is added. Pictures have channels first.
 */
export function maxPoolGradient(
  b: GraphBuilder,
  picture: string,
  dy: string,
  [height, width]: Reaches,
): string {
  const columns = placesOf(b, picture, width);
  const rows = placesOf(b, largest(b, columns), height);
  const ofRows = added(b, handedOut(b, rows, dy), height);
  return added(b, handedOut(b, columns, ofRows), width);
}

/** The gradient of average pooling: every pixel of a window gets the same share, padding none. */
export function averagePoolGradient(b: GraphBuilder, dy: string, reaches: Reaches): string {
  const shares = Float32Array.from(pixelsIn(reaches), (pixels) => 1 / pixels);
  const each = b.op('Mul', [dy, b.constant(floats([1, 1, reaches[0].count, reaches[1].count], shares))]);
  return reaches.reduce((gradient, reach) => added(b, Array<string>(reach.size).fill(gradient), reach), each);
}

/** For each place in a window, the pixels that lie there, one a window. */
function placesOf(b: GraphBuilder, picture: string, windows: Reach): string[] {
  const { axis, size, stride, before, length, count } = windows;
  const whole = (count - 1) * stride + size;
  const padded = pad(b, picture, axis, before, Math.max(whole - before - length, 0), LOWEST);
  return Array.from({ length: size }, (_, place) => {
    const lists = [[place], [place + (count - 1) * stride + 1], [axis], [stride]];
    return b.op('Slice', [padded, ...lists.map((list) => b.constant(int64s(list)))]);
  });
}

function largest(b: GraphBuilder, parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : b.op('Max', parts);
}

/** The first of the largest takes what is left of the gradient. */
function handedOut(b: GraphBuilder, places: readonly string[], gradient: string): string[] {
  let left = gradient;
  return places.map((place, i) => {
    const others = places.slice(i + 1);
    if (others.length === 0) return left;
    const wins = step(b, b.op('Sub', [place, largest(b, others)]), 1);
    const share = b.op('Mul', [left, wins]);
    left = b.op('Sub', [left, share]);
    return share;
  });
}

/** Back from places in windows to pixels. Places a stride apart fall on the same pixels of other windows. */
function added(b: GraphBuilder, places: readonly string[], windows: Reach): string {
  const { axis, size, stride, before, length, count } = windows;
  const slots = count + Math.ceil(size / stride) - 1;
  // Gaps between windows get nothing.
  const phases = Array.from({ length: Math.min(stride, size) }, (_, phase) => {
    const parts = places
      .filter((_, place) => place % stride === phase)
      .map((part, i) => pad(b, part, axis, i, slots - count - i, 0));
    return parts.length === 1 ? parts[0]! : b.op('Sum', parts);
  });
  const line = interleaved(b, phases, windows, slots);
  const full = pad(b, line, axis, 0, Math.max(before + length - slots * stride, 0), 0);
  const lists = [[before], [before + length], [axis]].map((list) => b.constant(int64s(list)));
  return b.op('Slice', [full, ...lists]);
}

function interleaved(
  b: GraphBuilder,
  phases: readonly string[],
  { axis, stride }: Reach,
  slots: number,
): string {
  if (stride === 1) return phases[0]!;
  const next = b.constant(int64s([axis + 1]));
  const parts = phases.map((phase) => b.op('Unsqueeze', [phase, next]));
  const some = parts.length === 1 ? parts[0]! : b.op('Concat', parts, { axis: { int: axis + 1 } });
  const missing = [0, 1, 2, 3, 4].map((a) => [0, a === axis + 1 ? stride - phases.length : 0] as const);
  const stacked = phases.length < stride ? b.pad(some, missing, floats([], [0])) : some;
  // As Reshape reads it: 0 is as before, -1 is the rest.
  const length = slots * stride;
  return b.op('Reshape', [stacked, b.shape(axis === 2 ? [0, 0, length, -1] : [0, 0, 0, length])]);
}

function pad(
  b: GraphBuilder,
  value: string,
  axis: number,
  before: number,
  after: number,
  filler: number,
): string {
  if (before + after === 0) return value;
  const pads = [0, 1, 2, 3].map((a) => (a === axis ? ([before, after] as const) : ([0, 0] as const)));
  return b.pad(value, pads, floats([], [filler]));
}
