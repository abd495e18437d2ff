import { setImmediate } from 'node:timers/promises';

/** How long a reader may work before it lets others in, in milliseconds: under a frame at 60 a second. */
const budgetMs = 8;

/** Gives the event loop a turn when the time budget is spent, so that a long replay blocks no key and no frame. */
export class Breather {
  #since = performance.now();

  async breathe(): Promise<void> {
    if (performance.now() - this.#since < budgetMs) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
