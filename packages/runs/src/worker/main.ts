// The run's process: `node main.js <run directory> [<resume order>]`. Started by `startRun` and `resumeRun`.
import { basename } from 'node:path';
import { exitCodeOf, resumeOrderSchema } from '../start/worker-protocol.ts';
import { runWorker } from './run-worker.ts';
import type { PrepareTraining } from './session.ts';

const [directory = '', json] = process.argv.slice(2);
process.title = `hourglass run ${basename(directory)}`;
try {
  // The lock comes first and the heavy imports after it, so that a run starts in a blink.
  const prepare: PrepareTraining = async (config) =>
    (await import('./prepare-training.ts')).prepareTraining(config);
  const order = json === undefined ? undefined : resumeOrderSchema.parse(JSON.parse(json));
  process.exit(await runWorker(directory, prepare, order));
} catch (error) {
  // One line, so that who looks for its last words finds all of them.
  console.error(error instanceof Error ? error.message.replaceAll(/\s*\n\s*/g, ' ') : error);
  process.exit(exitCodeOf(error));
}
