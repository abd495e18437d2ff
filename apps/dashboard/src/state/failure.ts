import { hasFailed, type RunState } from './run-state.ts';

/** What to say of a run that failed or died; undefined when all is well. */
export function failureOf(state: RunState): string | undefined {
  if (!hasFailed(state)) return undefined;
  return state.end?.message ?? (state.phase === 'died' ? "the run's process died" : 'the run failed');
}
