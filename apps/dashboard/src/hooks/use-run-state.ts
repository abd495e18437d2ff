import { useSyncExternalStore } from 'react';
import type { RunState } from '../state/run-state.ts';
import type { RunStore } from '../state/store.ts';

/** The state to draw. It changes as often as the store announces, not with each event. */
export function useRunState(store: RunStore): RunState {
  return useSyncExternalStore(store.subscribe, store.announced);
}
