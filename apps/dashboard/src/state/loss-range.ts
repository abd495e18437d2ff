import { lastPoint } from './curve.ts';
import type { RunState } from './run-state.ts';

/**
 * The interesting part of the loss: from just below the floor, under which nothing can be, to two and a
 * half times what PCA has above it: a net that is better than PCA is in the lower part. A net that is worse widens the range.
 */
export function lossRange(state: RunState): readonly [number, number] | undefined {
  if (!state.references) return undefined;
  const { bceFloor, pca } = state.references;
  const heights = [...state.testBce.points, lastPoint(state.trainLoss)].flatMap((point) =>
    point ? [point.y - bceFloor] : [],
  );
  const best = heights.length === 0 ? 0 : Math.min(...heights);
  const height = Math.max(2.5 * (pca.bce - bceFloor), 1.3 * best);
  return [bceFloor - height / 16, bceFloor + height];
}
