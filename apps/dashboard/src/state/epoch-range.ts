import type { RunState } from './run-state.ts';

const wholeUpTo = 40;

/**
 * The epochs that charts show: all of the run, done or not. A long run shows only its first part at first, or its
 * lines would be too narrow to see; the part doubles when it is full.
 */
export function epochRange({ run, step }: RunState): readonly [number, number] {
  if (!run) return [0, 1];
  let end = wholeUpTo;
  while (end * run.stepsPerEpoch < step) end *= 2;
  return [0, Math.min(end, run.epochs)];
}
