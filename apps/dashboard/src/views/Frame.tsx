import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Session } from '../session.ts';
import { failureOf } from '../state/failure.ts';
import { shownMeasure } from '../state/quality.ts';
import type { RunState } from '../state/run-state.ts';
import type { UiState } from '../state/ui.ts';
import { Header } from './Header.tsx';
import { chromeRows, type Size } from './layout.ts';
import { Notice } from './Notice.tsx';
import { ProgressRow } from './ProgressRow.tsx';
import { fitsInto, TooSmall } from './TooSmall.tsx';
import { views } from './table.ts';

export interface FrameProps {
  readonly state: RunState;
  readonly ui: UiState;
  /** Those of the terminal. */
  readonly columns: number;
  readonly rows: number;
  /** The end was asked for. */
  readonly stopping: boolean;
  /** Undefined until the run has started. */
  readonly session: Pick<Session, 'directory' | 'threads' | 'pid'> | undefined;
  /** Draws what hides the view. */
  readonly cover?: ((size: Size) => ReactNode) | undefined;
  /** The lowest row. */
  readonly footer: ReactNode;
}

const noticeRows = 3;

/** One view with what stands around all of them. One row lower than the terminal, so that none ever scrolls. */
export function Frame({ state, ui, columns, rows, stopping, session, cover, footer }: FrameProps) {
  if (!fitsInto(ui.view, columns, rows)) return <TooSmall columns={columns} rows={rows} view={ui.view} />;
  const failure = failureOf(state);
  const height = rows - 1 - chromeRows;
  // What went wrong stands above the view; where there is no room for both, in its place.
  const isAlone = failure !== undefined && !fitsInto(ui.view, columns, rows - noticeRows);
  const noticed = failure === undefined ? 0 : isAlone ? height : noticeRows;
  const size = { width: columns, height: height - noticed };
  const { Component } = views[ui.view];
  return (
    <Box flexDirection="column" width={columns} height={rows - 1} overflow="hidden">
      <Header state={state} width={columns} stopping={stopping} />
      <ProgressRow state={state} width={columns} />
      {failure !== undefined && <Notice text={failure} width={columns} height={noticed} />}
      <Box flexGrow={1} flexDirection="column" overflow="hidden">
        {!isAlone &&
          (cover?.(size) ?? (
            <Component
              state={state}
              ui={ui}
              measure={shownMeasure(state, ui.measure)}
              host={session ?? {}}
              size={size}
            />
          ))}
      </Box>
      {footer}
    </Box>
  );
}
