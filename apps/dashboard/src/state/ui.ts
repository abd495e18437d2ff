import { moved } from './moved.ts';
import type { RunState } from './run-state.ts';
import { type ViewName, viewNames } from './view-names.ts';

/** What the person chose to see. The run knows nothing of it. */
export interface UiState {
  readonly view: ViewName;
  readonly help: boolean;
  readonly logScale: boolean;
  /** Count presses; the views take them modulo what there is. */
  readonly measure: number;
  readonly turn: number;
  readonly smoothing: number;
  readonly axis: number;
  /** Step of the preview shown; undefined: the newest one. */
  readonly preview: number | undefined;
  /** Number of the lowest line of the log; undefined: the newest one. */
  readonly line: number | undefined;
}

/** `move` goes along what the view shows the past of: so many back, or on; infinitely many to an end. */
export type UiAction =
  | 'help'
  | 'scale'
  | 'measure'
  | 'turn'
  | 'smoothing'
  | 'axis'
  | 'next-view'
  | { readonly view: ViewName }
  | { readonly move: number };

export const initialUi: UiState = {
  view: 'overview',
  help: false,
  logScale: false,
  measure: 0,
  turn: 0,
  smoothing: 0,
  axis: 0,
  preview: undefined,
  line: undefined,
};

/** What each action does. */
const effects: { readonly [A in Extract<UiAction, string>]: (ui: UiState) => Partial<UiState> } = {
  help: ({ help }) => ({ help: !help }),
  scale: ({ logScale }) => ({ logScale: !logScale }),
  measure: ({ measure }) => ({ measure: measure + 1 }),
  turn: ({ turn }) => ({ turn: turn + 1 }),
  smoothing: ({ smoothing }) => ({ smoothing: smoothing + 1 }),
  axis: ({ axis }) => ({ axis: axis + 1 }),
  'next-view': ({ view }) => ({ view: viewNames[(viewNames.indexOf(view) + 1) % viewNames.length]! }),
};

/** Whatever is asked for lies behind the help, so the help gives way. */
export function reduceUi(ui: UiState, action: UiAction, state: RunState): UiState {
  const closed = action === 'help' ? ui : { ...ui, help: false };
  if (typeof action === 'string') return { ...closed, ...effects[action](ui) };
  if ('view' in action) return { ...closed, view: action.view };
  return { ...closed, ...move(ui, action.move, state) };
}

function move(ui: UiState, by: number, { previews, log }: RunState): Partial<UiState> {
  if (ui.view === 'pictures') {
    return {
      preview: moved(
        previews.map(({ step }) => step),
        ui.preview,
        by,
      ),
    };
  }
  if (ui.view === 'log') {
    return {
      line: moved(
        log.map(({ number }) => number),
        ui.line,
        by,
      ),
    };
  }
  return {};
}
