import { Box } from 'ink';
import { useReducer } from 'react';
import type { Control } from '../control.ts';
import { useAsked } from '../hooks/use-asked.ts';
import { useKeys } from '../hooks/use-keys.ts';
import { useRunState } from '../hooks/use-run-state.ts';
import { type SizedTerminal, useTerminalSize } from '../hooks/use-terminal-size.ts';
import type { KeyContext } from '../keys.ts';
import type { Session } from '../session.ts';
import { failureOf } from '../state/failure.ts';
import { shownMeasure } from '../state/quality.ts';
import { hasEnded } from '../state/run-state.ts';
import type { RunStore } from '../state/store.ts';
import { initialUi, reduceUi } from '../state/ui.ts';
import type { Keyboard } from '../terminal/keyboard.ts';
import { shortPath } from '../terminal/short-path.ts';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { Help } from './Help.tsx';
import { layoutFor } from './layout.ts';
import { Notice } from './Notice.tsx';
import { Panels } from './Panels.tsx';
import { ProgressRow } from './ProgressRow.tsx';
import { SmallPanels } from './SmallPanels.tsx';
import { TooSmall } from './TooSmall.tsx';

export interface DashboardProps {
  readonly store: RunStore;
  readonly control: Control;
  readonly terminal: SizedTerminal;
  /** Undefined until the run has started. */
  readonly session: Pick<Session, 'directory' | 'owned'> | undefined;
  /** Undefined where no keys can be read: stdin is a file. */
  readonly keyboard: Pick<Keyboard, 'listen'> | undefined;
  /** Gives the terminal back to the shell for a while. */
  readonly suspend: () => void;
}

const noticeRows = 3;

/** The whole frame: always one row lower than the terminal, so that no terminal ever scrolls. */
export function Dashboard({ store, control, terminal, session, keyboard, suspend }: DashboardProps) {
  const state = useRunState(store);
  const [ui, show] = useReducer(reduceUi, initialUi);
  const { columns, rows } = useTerminalSize(terminal);
  const keys: KeyContext = {
    control,
    ended: hasEnded(state),
    paused: state.phase === 'paused',
    owned: session?.owned ?? true,
    show,
    suspend,
  };
  useKeys(keyboard, keys);
  const stopping = useAsked(control);

  const failure = failureOf(state);
  const layout = layoutFor(columns, failure === undefined ? rows : rows - noticeRows);
  if (layout.kind === 'too-small') return <TooSmall columns={columns} rows={rows} />;
  const measure = shownMeasure(state, ui.measure);
  return (
    <Box flexDirection="column" width={columns} height={rows - 1} overflow="hidden">
      <Header state={state} width={columns} stopping={stopping} />
      <ProgressRow state={state} width={columns} />
      {failure !== undefined && <Notice text={failure} width={columns} height={noticeRows} />}
      <Box flexGrow={1} flexDirection="column" overflow="hidden">
        {ui.help ? (
          <Help keys={keys} width={columns} />
        ) : layout.kind === 'full' ? (
          <Panels state={state} ui={ui} measure={measure} layout={layout} />
        ) : (
          <SmallPanels state={state} ui={ui} measure={measure} layout={layout} />
        )}
      </Box>
      <Footer
        state={state}
        keys={keys}
        canType={keyboard !== undefined}
        directory={session && shortPath(session.directory)}
        width={columns}
      />
    </Box>
  );
}
