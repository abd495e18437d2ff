// A viewer's stand-in: starts a run, says where, and waits for the run to end.
import { resolveTrainConfig } from '@hourglass/models/config';
import { startRunWith } from '../../dist/start/start-run.js';

const [, , script, home] = process.argv;
const run = await startRunWith(script, resolveTrainConfig({ epochs: 1, batchSize: 10 }), { home });
console.log(run.directory);
await run.exited;
