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

export function reduceUi(ui: UiState, action: UiAction): UiState {
  // Whatever is asked for lies behind the help, so the help gives way.
  if (action === 'help') return { ...ui, help: !ui.help };
  if (action === 'scale') return { ...ui, help: false, logScale: !ui.logScale };
  if (action === 'measure') return { ...ui, help: false, measure: ui.measure + 1 };
  return { ...ui, help: false, turn: ui.turn + 1 };
}
