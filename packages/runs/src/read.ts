// What a viewer needs: a run's events, live or replayed. Loads no model and no TensorFlow.js.

export type { RunConfig } from './config/run-config.ts';
export type { RunCommand, RunOrder } from './control/protocol.ts';
export { RunError, type RunErrorCode } from './errors.ts';
export { type FollowOptions, followRun } from './read/follow-run.ts';
export { listRuns, type UnreadableRun } from './read/list-runs.ts';
export { type OpenedCheckpoint, openCheckpoint } from './read/open-checkpoint.ts';
export { type RunInfo, type RunState, readRun } from './read/read-run.ts';
export type { RunSummary } from './read/run-summary.ts';
export { runsHome } from './read/runs-home.ts';
export { steerRun } from './read/steer-run.ts';
