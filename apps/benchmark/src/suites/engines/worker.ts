// A contender's process: its own memory to measure, and its own TensorFlow.js, of which backends and
// flags are global state.
import type { Runner } from './exercise.ts';
import type { Answer, Order } from './messages.ts';

let runner: Runner | undefined;

process.on('message', async (order: Order) => {
  process.send!(await obey(order).catch(failed));
});
// Nobody is left to measure for.
process.on('disconnect', () => process.exit());

async function obey(order: Order): Promise<Answer> {
  if (order.type === 'start') {
    runner = await createRunner(order);
    return { type: 'started', threads: runner.threads };
  }
  if (!runner) throw new Error('internal: told to run before it was started');
  const { seconds, loss } = await runner.run(order.firstStep, order.steps);
  return { type: 'ran', seconds, loss, memoryBytes: process.memoryUsage().rss };
}

async function createRunner({ contender, exercise }: Order & { type: 'start' }): Promise<Runner> {
  if (contender.engine === 'tfjs-wasm') {
    return (await import('./wasm-runner.ts')).wasmRunner(exercise);
  }
  return (await import('./compiled-runner.ts')).compiledRunner(exercise, contender);
}

function failed(error: unknown): Answer {
  return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
}
