import type { Control } from './control.ts';
import type { UiAction } from './state/ui.ts';
import { canSuspend } from './terminal/suspension.ts';

/** What a key can do: steer the run, or change what is shown. */
export interface KeyContext {
  readonly control: Control;
  readonly ended: boolean;
  readonly paused: boolean;
  readonly owned: boolean;
  readonly show: (action: UiAction) => void;
  /** Gives the terminal back to the shell for a while. */
  readonly suspend: () => void;
}

export interface Binding {
  /** As it is pressed. */
  readonly key: string;
  /** As it is written in the footer and in the help. */
  readonly label: string;
  /** One word for the footer; without one it stands only in the help. */
  readonly short?: (context: KeyContext) => string | undefined;
  readonly help: (context: KeyContext) => string;
  readonly press: (context: KeyContext) => void;
}

const suspension: Binding = {
  key: '\u001A',
  label: 'Ctrl-Z',
  help: () => 'back to the shell, and with `fg` here again; the run goes on meanwhile',
  press: ({ suspend }) => suspend(),
};

/** The keys that every view has. With those of the views, each once: the footer, the help and the dispatch. */
export const runBindings: readonly Binding[] = [
  {
    key: 'q',
    label: 'q',
    short: ({ ended, owned }) => (ended || owned ? 'quit' : 'detach, the run goes on'),
    help: ({ ended, owned }) => {
      if (ended) return 'quit';
      return owned ? 'stop the run (it keeps a checkpoint) and quit' : 'detach; the run goes on without you';
    },
    press: ({ control }) => void control.quit(),
  },
  {
    key: 'p',
    label: 'p',
    short: ({ ended, paused }) => (ended ? undefined : paused ? 'resume' : 'pause'),
    help: ({ paused }) => (paused ? 'resume training' : 'pause training after the current step'),
    press: ({ control, ended, paused }) => {
      if (ended) return;
      if (paused) control.resume();
      else control.pause();
    },
  },
  {
    key: '?',
    label: '?',
    short: () => 'help',
    help: () => 'open and close this help',
    press: ({ show }) => show('help'),
  },
  {
    key: '\u0003',
    label: 'Ctrl-C',
    help: ({ owned }) => (owned ? 'stop the run and quit; twice: quit at once' : 'detach'),
    press: ({ control }) => control.interrupt(),
  },
  ...(canSuspend ? [suspension] : []),
];
