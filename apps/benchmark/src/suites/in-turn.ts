import { setTimeout as sleep } from 'node:timers/promises';

/** Threads of a pool spin for a while after its work before they sleep: the next contender waits for that. */
const PAUSE_MILLISECONDS = 250;

/** All in turn, in one round. Each round begins with another one, so that none always follows the same one. */
export async function* inTurn<Entry>(entries: readonly Entry[], round: number): AsyncGenerator<Entry> {
  const first = round % Math.max(1, entries.length);
  for (const entry of [...entries.slice(first), ...entries.slice(0, first)]) {
    await sleep(PAUSE_MILLISECONDS);
    yield entry;
  }
}
