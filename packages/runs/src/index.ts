// Starting a run. Reading, following and steering one is `@hourglass/runs/read`.

export type { RunConfig } from './config/run-config.ts';
export { RunError, type RunErrorCode } from './errors.ts';
export { type ResumeChanges, type ResumeOptions, resumeRun } from './start/resume-run.ts';
export type { WorkerExit } from './start/spawn-worker.ts';
export { type StartedRun, type StartOptions, startRun } from './start/start-run.ts';
