/** The names of the files in a run directory. Nothing else in the house knows them. */
export const runFiles = Object.freeze({
  /** All that is needed to repeat the run. */
  config: 'config.json',
  /** Events, one a line, append-only. */
  metrics: 'metrics.jsonl',
  /** Says which process writes here, and where it listens. */
  lock: 'lock',
  /** What the run's process said on stderr. */
  log: 'worker.log',
  /** A folder for each step that was written down: weights, optimizer, place, and a manifest of them. */
  checkpoints: 'checkpoints',
  /** The control socket, where its path is short enough. */
  control: 'control.sock',
});
