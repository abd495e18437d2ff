import {
  type Cell,
  clip,
  formatCount,
  formatDuration,
  formatLoss,
  formatPercent,
  formatRate,
  type LineSeries,
  lineChart,
  plain,
  table,
} from '@hourglass/viz';
import type { Curve } from '../state/curve.ts';
import { smooth } from '../state/smooth.ts';
import type { Style } from '../terminal/style.ts';
import { coloursOf } from './colours.ts';
import { type ComparedRun, type Figures, finalFigures } from './compared-run.ts';
import type { CurveName } from './curve-names.ts';
import { differences } from './differences.ts';

export interface DrawOptions {
  readonly curve: CurveName;
  readonly width: number;
  readonly height: number;
  readonly style: Style;
}

/** Runs against each other: their curves, what differs between their configs, and what they came to. */
export function drawComparison(runs: readonly ComparedRun[], options: DrawOptions): string[] {
  return [...chart(runs, options), '', ...configTable(runs, options), '', ...figureTable(runs, options)];
}

function chart(runs: readonly ComparedRun[], { curve, width, height, style }: DrawOptions): string[] {
  const colours = coloursOf(runs.map(({ id }) => id));
  const names = shortNames(runs, Math.floor(width / (runs.length + 1)) - 6, style);
  const series = runs.map(({ id, state }, place): LineSeries => {
    const points = curve === 'test' ? state.testBce.points : smoothed(state.trainLoss);
    return { name: names[place]!, color: colours.get(id)!, points };
  });
  const losses = [...new Set(runs.map(({ state }) => state.run?.loss ?? 'loss'))];
  const values = series.flatMap((one) => ('points' in one ? one.points : [])).map(({ y }) => y);
  const range = rangeOf(values);
  const above = range === undefined ? 0 : values.filter((value) => value > range[1]).length;
  const what = curve === 'test' ? 'test BCE' : `train ${losses.join(' / ')}`;
  return lineChart(series, {
    ...style.surface,
    width,
    height,
    xLabel: 'epoch',
    // Nothing is hidden in silence.
    yLabel: above === 0 ? what : `${what}, ${above} above`,
    ...(range && { yDomain: range }),
  });
}

/** Without the first steps, which are so far above the rest that nothing else could be seen. */
function rangeOf(values: readonly number[]): readonly [number, number] | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted[Math.floor(sorted.length * 0.95)]];
  if (low === undefined || high === undefined || sorted.length < 20) return undefined;
  const room = (high - low) / 12;
  return room > 0 ? [low - room, high + room] : undefined;
}

function smoothed({ points }: Curve): Curve['points'] {
  const length = (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0);
  return length > 0 ? smooth(points, length / 100) : points;
}

function configTable(runs: readonly ComparedRun[], options: DrawOptions): string[] {
  const found = differences(runs.map(({ config }) => config));
  if (found.length === 0) return ['The configs are the same.'];
  const rows = found.map(({ key, values }) => [key, ...values.map(words)]);
  return tableOf('config', runs, rows, options);
}

function figureTable(runs: readonly ComparedRun[], options: DrawOptions): string[] {
  const figures = runs.map(finalFigures);
  const rows = [
    ['state', ...runs.map(({ standing }) => standing)],
    ...lines.map(([name, text]) => [name, ...figures.map((one) => text(one) ?? '-')]),
  ];
  return tableOf('came to', runs, rows, options);
}

const lines: readonly (readonly [name: string, text: (figures: Figures) => string | undefined])[] = [
  ['epochs', ({ epochs }) => String(epochs)],
  ['test BCE', ({ testBce }) => number(testBce, formatLoss)],
  ['above floor', ({ excessBce }) => number(excessBce, formatLoss)],
  ['PSNR dB', ({ psnr }) => number(psnr, (value) => value.toFixed(1))],
  ['p@10 cosine', ({ precisionAt10 }) => number(precisionAt10, formatPercent)],
  [
    'of queries in',
    ({ queries, items }) =>
      queries === undefined ? undefined : `${formatCount(queries)} in ${formatCount(items!)}`,
  ],
  ['speed', ({ imagesPerSecond }) => number(imagesPerSecond, (value) => formatRate(value, 'img'))],
  ['training', ({ trainingSeconds }) => number(trainingSeconds, formatDuration)],
];

function number(value: number | undefined, format: (value: number) => string): string | undefined {
  return value === undefined ? undefined : format(value);
}

function words(value: unknown): string {
  if (value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One column a run, all as wide as fits. */
function tableOf(
  title: string,
  runs: readonly ComparedRun[],
  rows: readonly (readonly string[])[],
  { width, style }: DrawOptions,
): string[] {
  const gap = 2;
  const keys = Math.max(title.length, ...rows.map(([key]) => key!.length));
  const room = Math.max(4, Math.floor((width - keys) / runs.length) - gap);
  const colours = coloursOf(runs.map(({ id }) => id));
  const short = (text: string): string => clip(plain(text), room, style.sign('…', '~'));
  const header = shortNames(runs, room, style).map(
    (text, place): Cell => ({ text, color: colours.get(runs[place]!.id)! }),
  );
  const cells = rows.map(([key, ...values]): Cell[] => [key!, ...values.map(short)]);
  return table([[title, ...header], ...cells], { ...style.surface });
}

/** The end of a name, not its beginning, is what tells two runs of one preset apart. */
function shortNames(runs: readonly ComparedRun[], room: number, style: Style): string[] {
  return runs.map(({ id }) => {
    if (id.length <= room) return id;
    return `${style.sign('…', '~')}${id.slice(id.length - Math.max(1, room - 1))}`;
  });
}
