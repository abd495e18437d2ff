import { Box } from 'ink';
import { neighboursBy } from '../state/neighbours.ts';
import type { RunState } from '../state/run-state.ts';
import type { UiState } from '../state/ui.ts';
import { LossChart } from './LossChart.tsx';
import { type FullLayout, gutter, neighboursWidth } from './layout.ts';
import { Neighbours } from './Neighbours.tsx';
import { PrecisionChart } from './PrecisionChart.tsx';
import { Preview } from './Preview.tsx';

export interface PanelsProps {
  readonly state: RunState;
  readonly ui: UiState;
  readonly measure: string;
  readonly layout: FullLayout;
}

/** Two charts above pictures and neighbours. */
export function Panels({ state, ui, measure, layout }: PanelsProps) {
  const { gap, lossChart, precisionChart, picture, previews, neighbours } = layout;
  return (
    <>
      <Box columnGap={gutter} marginTop={gap} height={lossChart.height}>
        <LossChart state={state} size={lossChart} logScale={ui.logScale} />
        <PrecisionChart state={state} measure={measure} size={precisionChart} />
      </Box>
      <Box justifyContent="space-between" marginTop={gap} height={2 * picture.height + 1}>
        <Preview
          event={state.previews.at(-1)}
          turn={ui.turn}
          psnr={state.epoch?.psnr}
          count={previews}
          height={picture.height}
        />
        <Box width={neighboursWidth(layout)}>
          <Neighbours
            event={neighboursBy(state.neighbours, measure)}
            turn={ui.turn}
            queries={2}
            count={neighbours}
            height={picture.height}
          />
        </Box>
      </Box>
    </>
  );
}
