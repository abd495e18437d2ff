// A contender's process: its own memory to measure, and its own TensorFlow.js, of which backends and flags are
// global state. It talks as `peers/train.py` does: a line of JSON for each order on stdin.
import { createInterface } from 'node:readline';
import type { EngineName } from '@hourglass/engine';
import { peakBytes } from '../memory.ts';
import type { Contender } from './contenders.ts';
import type { Order } from './messages.ts';
import { readPlan } from './plan.ts';
import type { Runner } from './runner.ts';

const [folder = '', name = '', by = ''] = process.argv.slice(2);
// Libraries may chat; stdout is for answers.
console.log = console.error;
const answer = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

try {
  const runner = await createRunner(by as Contender['by']);
  answer({ threads: runner.threads, way: runner.way });
  for await (const line of createInterface({ input: process.stdin })) {
    const cpuSecondsBefore = cpuSeconds();
    const { order, steps } = JSON.parse(line) as Order;
    const done = order === 'prove' ? { proof: await runner.prove(steps) } : await runner.run(steps);
    answer({ ...done, peakBytes: peakBytes(), cpuSecondsBefore, cpuSeconds: cpuSeconds() });
  }
} catch (error) {
  answer({ failed: error instanceof Error ? error.message : String(error) });
}
// Nobody is left to measure for; an engine's threads would keep the process.
process.exit();

async function createRunner(by: Contender['by']): Promise<Runner> {
  const plan = await readPlan(folder);
  if (by === 'tfjs-wasm') return (await import('./tfjs-wasm-runner.ts')).tfjsWasmRunner(plan);
  if (by === 'trainer') return (await import('./trainer-runner.ts')).trainerRunner(plan, name);
  if (by === 'jax-js') return (await import('./jax-js-runner.ts')).jaxJsRunner(plan);
  return (await import('./engine-runner.ts')).engineRunner(plan, name as EngineName);
}
