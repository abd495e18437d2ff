import type { Control } from '../control.ts';
import { useAsked } from '../hooks/use-asked.ts';
import { useKeys } from '../hooks/use-keys.ts';
import { useRunState } from '../hooks/use-run-state.ts';
import { type SizedTerminal, useTerminalSize } from '../hooks/use-terminal-size.ts';
import { useUi } from '../hooks/use-ui.ts';
import type { KeyContext } from '../keys.ts';
import type { Session } from '../session.ts';
import { hasEnded } from '../state/run-state.ts';
import type { RunStore } from '../state/store.ts';
import type { ViewName } from '../state/view-names.ts';
import type { Keyboard } from '../terminal/keyboard.ts';
import { shortPath } from '../terminal/short-path.ts';
import { bindingsIn } from './bindings.ts';
import { Footer } from './Footer.tsx';
import { Frame } from './Frame.tsx';
import { Help } from './Help.tsx';
import { keyWays, withoutKeys } from './key-ways.ts';
import { useStyle } from './surface.ts';

export interface DashboardProps {
  readonly store: RunStore;
  readonly control: Control;
  readonly terminal: SizedTerminal;
  /** Undefined until the run has started. */
  readonly session: Pick<Session, 'directory' | 'owned' | 'threads' | 'pid'> | undefined;
  /** Undefined where no keys can be read: stdin is a file. */
  readonly keyboard: Pick<Keyboard, 'listen'> | undefined;
  /** Gives the terminal back to the shell for a while. */
  readonly suspend: () => void;
  /** The view to begin with. */
  readonly view?: ViewName | undefined;
}

/** A run as it is told, and what is typed. */
export function Dashboard(props: DashboardProps) {
  const { store, control, terminal, session, keyboard, suspend, view } = props;
  const style = useStyle();
  const state = useRunState(store);
  const { ui, newest, show } = useUi(store, view);
  const { columns, rows } = useTerminalSize(terminal);
  const keys: KeyContext = {
    control,
    ended: hasEnded(state),
    paused: state.phase === 'paused',
    owned: session?.owned ?? true,
    show,
    suspend,
  };
  const bindings = bindingsIn(ui.view);
  useKeys(keyboard, () => bindingsIn(newest().view), keys);
  const stopping = useAsked(control);

  return (
    <Frame
      state={state}
      ui={ui}
      columns={columns}
      rows={rows}
      stopping={stopping}
      session={session}
      cover={ui.help ? (size) => <Help keys={keys} bindings={bindings} size={size} /> : undefined}
      footer={
        <Footer
          ways={keyboard === undefined ? [withoutKeys(keys, style)] : keyWays(bindings, ui.view, keys, style)}
          warning={state.warning}
          directory={session && shortPath(session.directory)}
          width={columns}
        />
      }
    />
  );
}
