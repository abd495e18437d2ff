import type { TrainingEvent } from '@hourglass/models/config';
import { reduce } from './reduce.ts';
import { hasEnded, initialState, type RunState } from './run-state.ts';

/** The state of one run, and word of its changes, spaced out so that drawing takes no time from training. */
export interface RunStore {
  dispatch(event: TrainingEvent): void;
  /** Announces what is new without waiting. */
  flush(): void;
  /** The state after the newest event. */
  current(): RunState;
  /** The state that listeners were last told of. */
  announced(): RunState;
  /** Tells the listener of changes; the result ends it. */
  subscribe(listener: () => void): () => void;
}

/** Four frames a second look alive; more would only take time from training. */
const frameMs = 250;

export function createStore(): RunStore {
  let state = initialState;
  let announced = initialState;
  let timer: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();

  const announce = (): void => {
    clearTimeout(timer);
    timer = undefined;
    announced = state;
    for (const listener of listeners) listener();
  };

  return {
    dispatch(event) {
      const { phase } = state;
      state = reduce(state, event);
      // The answer to a key is shown at once.
      if (state.phase !== phase || hasEnded(state)) announce();
      else timer ??= setTimeout(announce, frameMs);
    },
    flush: announce,
    current: () => state,
    announced: () => announced,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
