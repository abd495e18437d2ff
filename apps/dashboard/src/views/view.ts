import type { ComponentType } from 'react';
import type { Binding } from '../keys.ts';
import type { Session } from '../session.ts';
import type { RunState } from '../state/run-state.ts';
import type { UiState } from '../state/ui.ts';
import type { Size } from './layout.ts';

/** One full screen of a run: everything but its header and its footer. */
export interface View {
  /** The key that leads here. */
  readonly key: string;
  /** One line for the help. */
  readonly about: string;
  /** Columns and rows of the smallest terminal that it can be drawn on. */
  readonly least: { readonly columns: number; readonly rows: number };
  /** The keys that only this view has. */
  readonly keys: readonly Binding[];
  readonly Component: ComponentType<ViewProps>;
}

export interface ViewProps {
  readonly state: RunState;
  readonly ui: UiState;
  /** The measure of nearness to show. */
  readonly measure: string;
  /** What is known of the run's process and not in its events. */
  readonly host: Partial<Pick<Session, 'directory' | 'threads' | 'pid'>>;
  /** What the view may fill. */
  readonly size: Size;
}
