import type { GraphBuilder } from '../graph/builder.ts';
import { floats, int64s } from '../graph/graph.ts';
import { step } from '../graph/step.ts';
import type { CompositeCall, Expansion } from './composite.ts';

/** Below every number a picture may hold, and far enough from overflow. */
const LOWEST = -1e38;

/** Max-pooling whose windows do not overlap, and the rest that they leave or reach beyond the picture. */
export interface Windows {
  /** Shape of the pooled picture: [batch, channels, height, width]. */
  readonly picture: readonly number[];
  /** [height, width] of a window, which is also the stride. */
  readonly window: readonly number[];
  /** How many windows there are: [height, width]. */
  readonly count: readonly number[];
}

export function windowsOf({ attributes }: Pick<CompositeCall, 'attributes'>): Windows {
  return attributes as unknown as Windows;
}

/**
 * The gradient of max-pooling, from the picture and the gradient of the pooled one. Each window's gradient
 * goes to its largest pixel, the first of equals as tfjs does.
 */
export const expandMaxPoolGradient: Expansion = (call) => {
  const { b, inputs } = call;
  const windows = windowsOf(call);
  const [outHeight, outWidth] = windows.count as [number, number];
  const axes = [2, 3] as const;
  const whole = handOut(b, fitted(b, inputs[0]!, windows, axes, LOWEST), inputs[1]!, [
    strided(3, windows.window[1]!, [0, 0, outHeight * windows.window[0]!, outWidth * windows.window[1]!]),
    strided(2, windows.window[0]!, [0, 0, outHeight * windows.window[0]!, outWidth]),
  ]);
  return fittedBack(b, whole, windows, axes);
};

/** A picture cut along one axis into what lies at the same place of each window, and put together again. */
export interface Cut {
  apart(b: GraphBuilder, picture: string): string[];
  together(b: GraphBuilder, parts: readonly string[]): string;
}

function strided(axis: number, parts: number, merged: readonly number[]): Cut {
  return {
    apart: (b, picture) =>
      Array.from({ length: parts }, (_, i) => {
        const lists = [[i], [2 ** 31], [axis], [parts]].map((list) => b.constant(int64s(list)));
        return b.op('Slice', [picture, ...lists]);
      }),
    together: (b, shares) => {
      const stacked = shares.map((share) => b.op('Unsqueeze', [share, b.constant(int64s([axis + 1]))]));
      return b.op('Reshape', [b.op('Concat', stacked, { axis: { int: axis + 1 } }), b.shape(merged)]);
    },
  };
}

/**
 * Hands the gradient out along one cut after the other: first along the width, then along the height.
 */
export function handOut(b: GraphBuilder, picture: string, gradient: string, [cut, ...rest]: Cut[]): string {
  if (!cut) return gradient;
  const parts = cut.apart(b, picture);
  const best = parts.slice(1).reduce((max, part) => b.op('Max', [max, part]), parts[0]!);
  let left = handOut(b, best, gradient, rest);
  const shares = parts.map((part, i) => {
    if (i === parts.length - 1) return left;
    const others = parts.slice(i + 2).reduce((max, other) => b.op('Max', [max, other]), parts[i + 1]!);
    const wins = step(b, b.op('Sub', [part, others]), 1);
    const share = b.op('Mul', [left, wins]);
    left = b.op('Sub', [left, share]);
    return share;
  });
  return cut.together(b, shares);
}

/** The picture padded with `filler` so that it fills its windows, or without the rest that no window covers. */
export function fitted(
  b: GraphBuilder,
  picture: string,
  { picture: sizes, window, count }: Windows,
  axes: readonly [number, number],
  filler = LOWEST,
): string {
  const missing = axes.map((_, i) => count[i]! * window[i]! - sizes[2 + i]!);
  return resized(b, picture, missing, axes, filler);
}

/** The inverse of `fitted` for gradients: what no window covers gets none. */
export function fittedBack(
  b: GraphBuilder,
  gradient: string,
  { picture: sizes, window, count }: Windows,
  axes: readonly [number, number],
): string {
  const missing = axes.map((_, i) => sizes[2 + i]! - count[i]! * window[i]!);
  return resized(b, gradient, missing, axes, 0);
}

/** More pixels at the two axes' ends of four, or fewer. */
function resized(
  b: GraphBuilder,
  picture: string,
  missing: readonly number[],
  axes: readonly [number, number],
  filler: number,
): string {
  const more = missing.map((size) => Math.max(size, 0));
  const fewer = missing.map((size) => Math.min(size, 0));
  const pads = [0, 1, 2, 3].map((axis) => [0, more[axes.indexOf(axis)] ?? 0] as const);
  const padded = more.some((size) => size > 0) ? b.pad(picture, pads, floats([], [filler])) : picture;
  if (fewer.every((size) => size === 0)) return padded;
  const ends = fewer.map((size) => (size < 0 ? size : 2 ** 31));
  return b.op('Slice', [padded, ...[[0, 0], ends, axes].map((list) => b.constant(int64s(list)))]);
}
