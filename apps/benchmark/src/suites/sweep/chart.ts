import type { RawResult } from '../../result.ts';
import type { Chart } from '../suite.ts';
import { excessOf } from './excess.ts';
import type { SweepRow } from './row.ts';

/** Rate and distortion: numbers a picture, and what they lose. A line a contender. */
export function sweepChart(title: string, { rows }: RawResult<SweepRow>): Chart {
  const contenders = [...new Set(rows.map(({ contender }) => contender))];
  const xTicks = [...new Set(rows.map(({ codeSize }) => codeSize))];
  const series = contenders.map((contender) => ({
    name: contender,
    style: contender === 'pca' ? ('dashed' as const) : ('solid' as const),
    points: rows
      .filter((row) => row.contender === contender)
      .map((row) => ({ x: row.codeSize, y: excessOf(row) })),
  }));
  const labels = { xLabel: 'numbers', yLabel: 'BCE above floor' };
  // Room at the right for the last label.
  const xDomain = [xTicks[0]!, xTicks.at(-1)! * 1.8] as const;
  return { series, options: { title, ...labels, xScale: 'log', yScale: 'log', xTicks, xDomain } };
}
