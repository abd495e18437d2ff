import {
  clip,
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
  lineChart,
  pad,
  plain,
  visibleWidth,
} from '@hourglass/viz';
import { useUsage } from '../../hooks/use-usage.ts';
import type { Usage } from '../../machine/usage.ts';
import { axisAfter } from '../../state/axis.ts';
import type { Curve } from '../../state/curve.ts';
import type { RunState } from '../../state/run-state.ts';
import { shortPath } from '../../terminal/short-path.ts';
import type { Style } from '../../terminal/style.ts';
import { Lines } from '../Lines.tsx';
import { roles } from '../roles.ts';
import { useStyle } from '../surface.ts';
import type { ViewProps } from '../view.ts';

const leastChart = 6;
const factWidth = 38;

/** How fast a run is, on what, and what that takes. */
export function SystemView({ state, host, size }: ViewProps) {
  const style = useStyle();
  const usage = useUsage(state.end ? undefined : host.pid);
  const { width, height } = size;
  const facts = [...speedFacts(state), ...machineFacts(state, host, usage)];
  const columns = Math.max(1, Math.floor(width / factWidth));
  const table = inColumns(facts, Math.min(columns, 4), width, style);
  const left = height - table.length;
  // Two charts where both can be read; the speed alone where there is room for one.
  const charts = left >= 2 * leastChart ? 2 : left >= leastChart ? 1 : 0;
  const lines = [
    ...table,
    ...(charts > 0 ? throughputChart(state, width, charts === 2 ? left >> 1 : left, style) : []),
    ...(charts > 1 ? epochChart(state, width, left - (left >> 1), style) : []),
  ];
  return <Lines lines={lines.slice(0, height)} />;
}

type Fact = readonly [name: string, value: string];

function speedFacts(state: RunState): Fact[] {
  const { run, speeds, end, epoch, clock } = state;
  const recent = speeds.slice(-16);
  const speed = recent.reduce((sum, one) => sum + one, 0) / recent.length;
  const known = recent.length > 0 && speed > 0;
  return [
    ['speed', known ? formatRate(speed, 'img') : 'not known yet'],
    ['a step', known && run ? formatDuration(run.batchSize / speed) : 'not known yet'],
    ['an epoch', epoch ? formatDuration(epoch.seconds) : 'not known yet'],
    ...(end && end.imagesPerSecond > 0
      ? [['whole run', formatRate(end.imagesPerSecond, 'img')] as const]
      : []),
    ...(end && end.trainingSeconds > 0
      ? [['training', `${formatDuration(end.trainingSeconds)} of ${formatDuration(clock.now)}`] as const]
      : []),
    ...(run ? [['batch', `${run.batchSize} of ${formatCount(run.trainCount)} pictures`] as const] : []),
    ...(run ? [['net', `${formatCount(run.parameters)} parameters`] as const] : []),
  ];
}

function machineFacts(state: RunState, host: ViewProps['host'], usage: Usage): Fact[] {
  const { run } = usage;
  const cpu = run?.cores === undefined ? 'not known yet' : `${run.cores.toFixed(2)} of ${usage.cores} cores`;
  const own: Fact[] = run
    ? [
        ['run, CPU', cpu],
        ['run, memory', formatBytes(run.memory)],
      ]
    : [];
  return [
    ['engine', state.run?.engine ?? 'not known yet'],
    ...(host.threads === undefined ? [] : [['threads', threadWords(host.threads)] as const]),
    ...own,
    [
      'this machine',
      `${usage.cores} cores${usage.load === undefined ? '' : `, load ${usage.load.toFixed(1)}`}`,
    ],
    ['free memory', `${formatBytes(usage.freeMemory)} of ${formatBytes(usage.memory)}`],
    ...(host.directory === undefined ? [] : [['files', shortPath(host.directory)] as const]),
  ];
}

function threadWords(threads: number | 'all'): string {
  return threads === 'all' ? 'as many as cores' : String(threads);
}

/** Facts from the top to the bottom of each column. */
function inColumns(facts: readonly Fact[], columns: number, width: number, style: Style): string[] {
  const rows = Math.ceil(facts.length / columns);
  const own = Math.floor(width / columns);
  const widest = Math.max(...facts.map(([name]) => visibleWidth(name)));
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const fact = facts[column * rows + row];
      if (!fact) return '';
      const value = clip(plain(fact[1]), own - widest - 3, style.sign('…', '~'));
      return pad(`${style.faint(pad(fact[0], widest, 'left'))}  ${value}`, own, 'left');
    })
      .join('')
      .trimEnd(),
  );
}

function throughputChart(state: RunState, width: number, height: number, style: Style): string[] {
  return chartOf(state, state.throughput, `images a second`, width, height, style);
}

function epochChart(state: RunState, width: number, height: number, style: Style): string[] {
  return chartOf(state, state.epochTimes, 'seconds an epoch', width, height, style);
}

/** From zero up: half as fast is half as high. */
function chartOf(
  state: RunState,
  curve: Curve,
  yLabel: string,
  width: number,
  height: number,
  style: Style,
): string[] {
  const axis = axisAfter(0, state);
  const points = curve.points.map((point) => ({ x: axis.place(point), y: point.y }));
  const top = Math.max(0, ...points.map(({ y }) => y));
  return lineChart([{ name: '', color: roles.code, points }], {
    ...style.surface,
    width,
    height,
    yLabel,
    xLabel: axis.name,
    xDomain: axis.range,
    ...(top > 0 ? { yDomain: [0, 1.15 * top] as const } : {}),
  });
}
