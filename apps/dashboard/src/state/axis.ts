import type { Curve } from './curve.ts';
import { epochRange } from './epoch-range.ts';
import type { RunState } from './run-state.ts';

/** What curves are drawn over. */
export interface Axis {
  readonly name: string;
  readonly range: readonly [number, number];
  /** Where a point of a curve stands. */
  place(point: Curve['points'][number]): number;
}

const axes: readonly ((state: RunState) => Axis)[] = [
  (state) => ({ name: 'epoch', range: epochRange(state), place: ({ x }) => x }),
  (state) => {
    const steps = state.run?.stepsPerEpoch ?? 1;
    const [from, to] = epochRange(state);
    return { name: 'step', range: [from * steps, to * steps], place: ({ x }) => x * steps };
  },
  ({ clock }) => {
    const [unit, seconds] = unitFor(clock.now);
    return { name: unit, range: [0, Math.max(clock.now, 1) / seconds], place: ({ time }) => time / seconds };
  },
];

/** The axis after so many presses of a key: epochs, steps, time, and again. */
export function axisAfter(presses: number, state: RunState): Axis {
  return axes[presses % axes.length]!(state);
}

function unitFor(seconds: number): readonly [name: string, seconds: number] {
  if (seconds < 180) return ['seconds', 1];
  return seconds < 3 * 3600 ? ['minutes', 60] : ['hours', 3600];
}
