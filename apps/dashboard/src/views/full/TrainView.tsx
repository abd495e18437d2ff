import { formatLoss, type LineSeries, lineChart } from '@hourglass/viz';
import { type Axis, axisAfter } from '../../state/axis.ts';
import { type Curve, lastPoint } from '../../state/curve.ts';
import { lossRange } from '../../state/loss-range.ts';
import type { RunState } from '../../state/run-state.ts';
import { smooth } from '../../state/smooth.ts';
import { Lines } from '../Lines.tsx';
import { roles } from '../roles.ts';
import { useStyle } from '../surface.ts';
import type { ViewProps } from '../view.ts';

/** Shares of the curve so far after which a value weighs half as much; none: not smoothed. */
const halfLives = [0.01, 0.03, 0.1, undefined] as const;

/** The loss alone: smoothed in front of what it was, with what it is held against. */
export function TrainView({ state, ui, size }: ViewProps) {
  const style = useStyle();
  const axis = axisAfter(ui.axis, state);
  const halfLife = halfLives[ui.smoothing % halfLives.length];
  const isBce = state.run?.loss === 'bce' || state.run === undefined;
  const floor = isBce && ui.logScale ? state.references?.bceFloor : undefined;
  const range = isBce && !ui.logScale ? lossRange(state) : undefined;
  const isPlain = style.surface.color === 'none';
  const series = [
    ...trainLines(state, halfLife, isPlain),
    // Another loss than BCE is another quantity: the test's BCE has no place on its axis.
    ...(isBce ? [{ name: 'test', color: roles.code, points: state.testBce.points, ...dashed(isPlain) }] : []),
  ].map(({ points, ...one }): LineSeries => ({ ...one, points: placed(points, axis, floor ?? 0) }));
  const above = range ? hiddenAbove(state.trainLoss, range[1]) : 0;
  const lines = lineChart(series, {
    ...style.surface,
    ...size,
    xLabel: axis.name,
    xDomain: axis.range,
    yLabel: label(state, {
      isBce,
      isExcess: floor !== undefined,
      // Where there is little room, the legend needs it.
      halfLife: size.width < leastForWords ? undefined : halfLife,
      isLog: ui.logScale,
      above,
    }),
    yScale: ui.logScale ? 'log' : 'linear',
    ...(range ? { yDomain: range } : {}),
    references: isBce ? referencesOf(state, floor) : [],
  });
  return <Lines lines={lines} />;
}

/** Columns. */
const leastForWords = 60;

type Line = Omit<LineSeries, 'points' | 'ys'> & { readonly points: Curve['points'] };

function trainLines(state: RunState, halfLife: number | undefined, isPlain: boolean): Line[] {
  const { points } = state.trainLoss;
  if (halfLife === undefined) return [{ name: 'train', color: roles.train, points }];
  const soFar = (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0);
  return [
    { name: 'raw', color: 'gray', points, ...(isPlain ? { style: 'dotted' as const } : {}) },
    {
      name: 'train',
      color: roles.train,
      points: soFar > 0 ? smooth(points, halfLife * soFar) : points,
      style: 'solid',
    },
  ];
}

/** Without colours the style of a line is all that tells it from others. */
function dashed(isPlain: boolean) {
  return isPlain ? { style: 'dashed' as const } : {};
}

function placed(points: Curve['points'], axis: Axis, below: number): { x: number; y: number }[] {
  return points.map((point) => ({ x: axis.place(point), y: point.y - below }));
}

function referencesOf({ references }: RunState, floor: number | undefined) {
  if (!references) return [];
  const { pca, bceFloor } = references;
  const lines = [{ name: `PCA-${pca.size}`, y: pca.bce - (floor ?? 0), color: roles.pca }];
  return floor === undefined ? [...lines, { name: 'floor', y: bceFloor }] : lines;
}

/** Points that the chart's top cuts off. They are told, for nothing is hidden in silence. */
function hiddenAbove({ points }: Curve, top: number): number {
  return points.filter(({ y }) => y > top).length;
}

interface Words {
  readonly isBce: boolean;
  readonly isExcess: boolean;
  readonly isLog: boolean;
  readonly halfLife: number | undefined;
  readonly above: number;
}

function label(state: RunState, { isBce, isExcess, isLog, halfLife, above }: Words): string {
  const what = isBce ? 'BCE' : (state.run?.loss ?? 'loss');
  const newest = isBce ? state.epoch?.testBce : lastPoint(state.trainLoss)?.y;
  const value =
    newest === undefined ? '' : ` ${formatLoss(newest - (isExcess ? state.references!.bceFloor : 0))}`;
  const scale = isLog ? ' (log)' : '';
  const smoothed = halfLife === undefined ? '' : `, smooth ${100 * halfLife}%`;
  const cut = above === 0 ? '' : `, ${above} above`;
  return `${what}${isExcess ? ' - floor' : ''}${value}${scale}${smoothed}${cut}`;
}
