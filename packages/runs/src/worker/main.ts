// The run's process: `node main.js <run directory> [--resume]`. Started by `startRun` and `resumeRun`.
import { basename } from 'node:path';
import { runWorker } from './run-worker.ts';
import type { OpenSession } from './session.ts';

const directory = process.argv[2] ?? '';
process.title = `hourglass run ${basename(directory)}`;
try {
  // The lock comes first and the heavy imports after it, so that a run starts in a blink.
  const open: OpenSession = async (...args) => (await import('./open-session.ts')).openSession(...args);
  const code = await runWorker(directory, open, { resume: process.argv[3] === '--resume' });
  process.exit(code);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
