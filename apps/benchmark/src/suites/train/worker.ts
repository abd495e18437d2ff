// A contender's process: its own memory to measure, and its own TensorFlow.js, of which backends and flags are
// global state.
import type { EngineName } from '@hourglass/engine';
import { answerOrders } from '../answer-orders.ts';
import type { Contender } from './contenders.ts';
import type { Order } from './messages.ts';
import { readPlan } from './plan.ts';
import type { Runner } from './runner.ts';

const [folder = '', name = '', by = ''] = process.argv.slice(2);

await answerOrders<Order>(async () => {
  const runner = await createRunner(by as Contender['by']);
  return {
    started: { threads: runner.threads, way: runner.way },
    obey: async ({ order, steps }) =>
      order === 'prove' ? { proof: await runner.prove(steps) } : runner.run(steps),
  };
});

async function createRunner(by: Contender['by']): Promise<Runner> {
  const plan = await readPlan(folder);
  if (by === 'tfjs-wasm') return (await import('./tfjs-wasm-runner.ts')).tfjsWasmRunner(plan);
  if (by === 'trainer') return (await import('./trainer-runner.ts')).trainerRunner(plan, name);
  if (by === 'jax-js') return (await import('./jax-js-runner.ts')).jaxJsRunner(plan);
  return (await import('./engine-runner.ts')).engineRunner(plan, name as EngineName);
}
