import { formatLoss, formatPercent } from '@hourglass/viz';
import { Box } from 'ink';
import { neighboursBy, tallyOf } from '../state/neighbours.ts';
import { baselineFor, codeHistory, codeName, encodersOf } from '../state/quality.ts';
import type { RunState } from '../state/run-state.ts';
import type { UiState } from '../state/ui.ts';
import type { Style } from '../terminal/style.ts';
import { LossChart } from './LossChart.tsx';
import { gutter, type SmallLayout } from './layout.ts';
import { Preview } from './Preview.tsx';
import { Row } from './Row.tsx';
import { encoderColor } from './roles.ts';
import { useStyle } from './surface.ts';

export interface SmallPanelsProps {
  readonly state: RunState;
  readonly ui: UiState;
  readonly measure: string;
  readonly layout: SmallLayout;
}

/** For small terminals: the loss and a few pictures; the rest as numbers. */
export function SmallPanels({ state, ui, measure, layout }: SmallPanelsProps) {
  const style = useStyle();
  const { chart, columns, picture, previews } = layout;
  return (
    <>
      <Box columnGap={gutter} height={chart.height + 1}>
        <LossChart state={state} size={chart} logScale={ui.logScale} />
        <Preview
          event={state.previews.at(-1)}
          turn={ui.turn}
          psnr={state.epoch?.psnr}
          count={previews}
          height={picture.height}
        />
      </Box>
      <Row width={columns} left={lossText(state, style)} />
      <Row width={columns} left={precisionText(state, measure, style)} />
      <Row width={columns} left={neighboursText(state, measure)} />
    </>
  );
}

function lossText({ epoch }: RunState, style: Style): string {
  if (!epoch) return style.faint('test BCE comes with each epoch');
  return `test BCE ${formatLoss(epoch.testBce)}, ${formatLoss(epoch.excessBce)} above the floor, PSNR ${epoch.psnr.toFixed(1)} dB`;
}

function precisionText(state: RunState, measure: string, style: Style): string {
  const parts = encodersOf(state).flatMap((name) => {
    const event = name === codeName ? codeHistory(state, measure).at(-1) : baselineFor(state, name, measure);
    return event ? [`${style.color(name, encoderColor(name))} ${formatPercent(event.precisionAt10)}`] : [];
  });
  return `sample p@10 (${measure})  ${parts.join('  ')}`;
}

function neighboursText(state: RunState, measure: string): string {
  const neighbours = neighboursBy(state.neighbours, measure);
  if (!neighbours) return '';
  const { right, all } = tallyOf(neighbours);
  return `neighbours (${neighbours.measure})  ${right} of ${all} of the query's class`;
}
