import { createInterface } from 'node:readline';
import { peakBytes } from './memory.ts';

/** A contender that is ready. */
export interface Ready<Order> {
  /** What it says of itself, unasked. */
  readonly started: object;
  obey(order: Order): Promise<object>;
}

/** Tells something on the way to an answer. */
export type Tell = (progress: string) => void;

/**
 * The life of a contender's process: a line of JSON for each order on stdin, as `ContenderProcess` sends them and
 * as the scripts in `peers` answer them. Never returns.
 */
export async function answerOrders<Order>(start: (tell: Tell) => Promise<Ready<Order>>): Promise<never> {
  // Libraries may chat; stdout is for answers.
  console.log = console.error;
  const answer = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);
  try {
    const { started, obey } = await start((progress) => answer({ progress }));
    answer(started);
    for await (const line of createInterface({ input: process.stdin })) {
      const cpuSecondsBefore = cpuSeconds();
      const done = await obey(JSON.parse(line) as Order);
      answer({ ...done, peakBytes: peakBytes(), cpuSecondsBefore, cpuSeconds: cpuSeconds() });
    }
  } catch (error) {
    answer({ failed: error instanceof Error ? error.message : String(error) });
  }
  // Nobody is left to measure for; an engine's threads would keep the process.
  return process.exit();
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
