import { lineChart } from '@hourglass/viz';
import { epochRange } from '../state/epoch-range.ts';
import { baselineFor, codeHistory, codeName, encodersOf } from '../state/quality.ts';
import type { RunState } from '../state/run-state.ts';
import { Lines } from './Lines.tsx';
import type { Size } from './layout.ts';
import { encoderColor } from './roles.ts';
import { useStyle } from './surface.ts';

export interface PrecisionChartProps {
  readonly state: RunState;
  readonly measure: string;
  readonly size: Size;
}

const leastSpan = 4;

/**
 * How many of the ten nearest are of the query's class, in percent: the code epoch by epoch, the others as heights.
 * Always of the sample that is asked after each epoch; the summary of a run tells what all pictures give.
 */
export function PrecisionChart({ state, measure, size }: PrecisionChartProps) {
  const { surface } = useStyle();
  const points = codeHistory(state, measure).map(({ epoch, precisionAt10 }) => ({
    x: epoch,
    y: 100 * precisionAt10,
  }));
  const newest = points.at(-1)?.y;
  const references = encodersOf(state).flatMap((name) => {
    const event = name === codeName ? undefined : baselineFor(state, name, measure);
    return event ? [{ name, y: 100 * event.precisionAt10, color: encoderColor(name) }] : [];
  });
  const lines = lineChart([{ name: codeName, color: encoderColor(codeName), points }], {
    ...surface,
    ...size,
    xLabel: 'epoch',
    yLabel: newest === undefined ? `sample p@10 ${measure}` : `sample p@10 ${newest.toFixed(1)}% ${measure}`,
    xDomain: epochRange(state),
    yDomain: rangeOf([...points, ...references].map(({ y }) => y)),
    references,
  });
  return <Lines lines={lines} />;
}

/** Never less than a few percent from top to bottom: a difference that means nothing should look like nothing. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 100];
  const high = Math.max(...values);
  const low = Math.min(...values, high - leastSpan);
  const margin = (high - low) / 12;
  return [low - margin, high + margin];
}
