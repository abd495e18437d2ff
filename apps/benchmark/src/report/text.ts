import { paint, type Surface, table, visibleWidth } from '@hourglass/viz';
import type { RawResult } from '../result.ts';
import { chartLines } from './chart.ts';
import { explanationsOf, figuresOf, suiteOf, titlesOf } from './figures.ts';
import { provenanceOf } from './provenance.ts';

/** One result for a terminal. A table wider than that is turned, so that encoders are columns. */
export function renderText(result: RawResult, surface: Surface, width: number): string {
  const { title, question } = suiteOf(result);
  const whole = [titlesOf(result, surface.unicode), ...figuresOf(result)];
  const upright = drawn(whole, surface);
  const fits = upright.every((line) => visibleWidth(line) <= width);
  const chart = chartLines(result, surface, Math.min(width, 100));
  const lines = [
    paint(title, 'cyan', surface),
    question,
    '',
    ...(fits ? upright : drawn(transposed(whole), surface)),
    '',
    ...(chart.length > 0 ? [...chart, ''] : []),
    ...explanationsOf(result).map(({ titles, text }) => `${titles}: ${text}`),
    '',
    ...provenanceOf(result).map(([label, text]) => paint(`${label}: ${text}`, 'gray', surface)),
  ];
  return `${lines.join('\n')}\n`;
}

function drawn([header, ...rows]: readonly string[][], surface: Surface): string[] {
  const align = header!.map((_, column) => (column === 0 ? 'left' : 'right') as 'left' | 'right');
  return table(rows, { ...surface, header: header!, align });
}

function transposed(rows: readonly string[][]): string[][] {
  return rows[0]!.map((_, column) => rows.map((row) => row[column]!));
}
