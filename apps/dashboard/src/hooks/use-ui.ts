import { useRef, useState } from 'react';
import type { RunStore } from '../state/store.ts';
import { initialUi, reduceUi, type UiAction, type UiState } from '../state/ui.ts';
import type { ViewName } from '../state/view-names.ts';

export interface Ui {
  /** To draw. */
  readonly ui: UiState;
  /** What all keys so far have made of it, drawn or not: keys that come in one piece are heard one after the other. */
  newest(): UiState;
  show(action: UiAction): void;
}

/** What the person chose to see. */
export function useUi(store: RunStore, view: ViewName = initialUi.view): Ui {
  const [ui, setUi] = useState({ ...initialUi, view });
  const newest = useRef<UiState>(ui);
  return {
    ui,
    newest: () => newest.current,
    show(action) {
      newest.current = reduceUi(newest.current, action, store.announced());
      setUi(newest.current);
    },
  };
}
