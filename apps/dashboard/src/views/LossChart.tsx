import { formatLoss, type LineChartOptions, type LineSeries, lineChart } from '@hourglass/viz';
import { epochRange } from '../state/epoch-range.ts';
import { lossRange } from '../state/loss-range.ts';
import type { RunState } from '../state/run-state.ts';
import { Lines } from './Lines.tsx';
import type { Size } from './layout.ts';
import { roles } from './roles.ts';
import { useStyle } from './surface.ts';

export interface LossChartProps {
  readonly state: RunState;
  readonly size: Size;
  readonly logScale: boolean;
}

/** Train and test BCE over the epochs, with the two heights that give them a meaning. */
export function LossChart({ state, size, logScale }: LossChartProps) {
  const style = useStyle();
  const options = {
    ...style.surface,
    ...size,
    xLabel: 'epoch',
    xDomain: epochRange(state),
  };
  if (logScale && state.references) return <Lines lines={excessChart(state, options)} />;
  return <Lines lines={bceChart(state, options)} />;
}

function bceChart(state: RunState, options: LineChartOptions): string[] {
  const { references } = state;
  const range = lossRange(state);
  return lineChart(seriesOf(state, 0), {
    ...options,
    yLabel: bceLabel(state, options.width),
    ...(range ? { yDomain: range } : {}),
    references: references
      ? [
          { name: `PCA-${references.pca.size}`, y: references.pca.bce, color: roles.pca },
          { name: 'floor', y: references.bceFloor },
        ]
      : [],
  });
}

/** Short enough to leave the legend its place. */
function bceLabel({ epoch }: RunState, width: number): string {
  if (!epoch) return 'BCE';
  const above = width < 44 ? '' : `, floor +${formatLoss(epoch.excessBce)}`;
  return `BCE ${formatLoss(epoch.testBce)}${above}`;
}

/** The excess above the floor as a logarithm: shows late progress, but the floor itself is out of sight. */
function excessChart(state: RunState, options: LineChartOptions): string[] {
  const { bceFloor, pca } = state.references!;
  return lineChart(seriesOf(state, bceFloor), {
    ...options,
    yLabel: state.epoch ? `BCE - floor ${formatLoss(state.epoch.excessBce)} (log)` : 'BCE - floor (log)',
    yScale: 'log',
    references: [{ name: `PCA-${pca.size}`, y: pca.bce - bceFloor, color: roles.pca }],
  });
}

function seriesOf(state: RunState, below: number): LineSeries[] {
  const lowered = (points: readonly { x: number; y: number }[]) =>
    points.map(({ x, y }) => ({ x, y: y - below }));
  // Another loss than BCE is another quantity: it has no place on this axis.
  const trainIsBce = state.run?.loss === 'bce';
  return [
    ...(trainIsBce ? [{ name: 'train', color: roles.train, points: lowered(state.trainLoss.points) }] : []),
    { name: 'test', color: roles.code, points: lowered(state.testBce.points) },
  ];
}
