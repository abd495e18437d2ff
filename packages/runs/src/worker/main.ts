// The run's process: `node main.js <run directory>`. Started by `startRun`.
import { basename } from 'node:path';
import { runWorker } from './run-worker.ts';

const directory = process.argv[2] ?? '';
process.title = `hourglass run ${basename(directory)}`;
try {
  // The lock comes first and the heavy imports after it, so that a run starts in a blink.
  const code = await runWorker(directory, async (config, stopped) => {
    const { openSession } = await import('./open-session.ts');
    return openSession(config, stopped);
  });
  process.exit(code);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
