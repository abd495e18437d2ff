import { availableParallelism } from 'node:os';

/** More do not help: Node reads files and runs sharp on four threads, unless it is told otherwise. */
const MAX_PARALLEL = 8;

/**
 * Does `work` for every item, several at once, and no more than that: open files are few.
 * The workers take items from one iterator, so a slow one holds up none but its own worker.
 */
export async function inParallel<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  async function worker(): Promise<void> {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  }
  const workers = Math.min(2 * availableParallelism(), MAX_PARALLEL);
  await Promise.all(Array.from({ length: workers }, worker));
}
