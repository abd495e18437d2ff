import { EngineError } from '../errors.ts';
import type { ValueInfo } from '../graph/graph.ts';

/** The shape of an elementwise operation on two shapes (NumPy's broadcasting). */
export function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new EngineError('SHAPE_MISMATCH', `shapes [${a}] and [${b}] do not broadcast.`);
    }
    return x === 1 ? y : x;
  });
}

/** Axes as non-negative numbers; `undefined` means all. */
export function normalizeAxes(axis: unknown, rank: number): number[] {
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, i) => i);
  if (rank === 0) return [];
  return [axis].flat().map((a) => ((a as number) + rank) % rank);
}

export function sameDims(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

export function float32(dims: readonly number[]): ValueInfo {
  return { type: 'float32', dims };
}
