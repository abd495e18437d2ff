// The run's process: `node main.js <run directory> [--resume [learning rate]]`. Started by `startRun` and `resumeRun`.
import { basename } from 'node:path';
import { runWorker } from './run-worker.ts';
import type { OpenSession } from './session.ts';

const directory = process.argv[2] ?? '';
process.title = `hourglass run ${basename(directory)}`;
try {
  // The lock comes first and the heavy imports after it, so that a run starts in a blink.
  const open: OpenSession = async (...args) => (await import('./open-session.ts')).openSession(...args);
  const [flag, rate] = process.argv.slice(3);
  const learningRate = rate === undefined ? undefined : Number(rate);
  const code = await runWorker(directory, open, { resume: flag === '--resume', learningRate });
  process.exit(code);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
