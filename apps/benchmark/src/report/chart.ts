import { lineChart, type Surface, svgLineChart } from '@hourglass/viz';
import type { RawResult } from '../result.ts';
import { suiteOf } from './figures.ts';

const CHART_ROWS = 18;

/** The chart of a result for a terminal; no lines if its suite has none. */
export function chartLines(result: RawResult, surface: Surface, width: number): string[] {
  const chart = suiteOf(result).chart?.(result);
  if (!chart) return [];
  const { title: _, width: __, ...options } = chart.options;
  return lineChart(chart.series, { ...options, ...surface, width, height: CHART_ROWS });
}

/** The same as an SVG document. */
export function svgOf(result: RawResult): string {
  const chart = suiteOf(result).chart?.(result);
  if (!chart) throw new Error(`internal: suite '${result.suite}' has no chart`);
  return svgLineChart(chart.series, chart.options);
}
