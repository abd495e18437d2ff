import type { Controls } from './controls.ts';

/** A polite end by signal is the same as `stop`. A closed terminal (SIGHUP) is no reason to end. */
export function stopOnSignals(controls: Controls): void {
  process.on('SIGTERM', () => controls.stop());
  process.on('SIGINT', () => controls.stop());
  process.on('SIGHUP', () => {});
}
