/** What the person chose to see. The run knows nothing of it. */
export interface UiState {
  readonly help: boolean;
  readonly logScale: boolean;
  /** Counts presses; the view takes it modulo what there is. */
  readonly measure: number;
  readonly turn: number;
}

export type UiAction = 'help' | 'scale' | 'measure' | 'turn';

export const initialUi: UiState = { help: false, logScale: false, measure: 0, turn: 0 };

/** What each action does. Whatever is asked for lies behind the help, so the help gives way. */
const effects: { readonly [A in UiAction]: (ui: UiState) => Partial<UiState> } = {
  help: ({ help }) => ({ help: !help }),
  scale: ({ logScale }) => ({ help: false, logScale: !logScale }),
  measure: ({ measure }) => ({ help: false, measure: measure + 1 }),
  turn: ({ turn }) => ({ help: false, turn: turn + 1 }),
};

export function reduceUi(ui: UiState, action: UiAction): UiState {
  return { ...ui, ...effects[action](ui) };
}
