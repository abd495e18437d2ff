import * as tf from '@tensorflow/tfjs-core';
import type { FitCallback, YieldEvery } from './callback.ts';

const AUTO_MS = 125;

/** When other work of the event loop is let in while a model trains, as tfjs does it. */
export class Yields {
  readonly #every: YieldEvery;
  readonly #now: () => number;
  readonly #nextFrame: () => Promise<void>;
  #last: number;

  constructor(every: YieldEvery, callbacks: readonly FitCallback[]) {
    const [clock] = callbacks.filter(({ nowFunc, nextFrameFunc }) => nowFunc ?? nextFrameFunc);
    // tfjs takes 0 for nothing said.
    this.#every = every === 'auto' || every === 0 ? AUTO_MS : every;
    this.#now = clock?.nowFunc ?? tf.util.now;
    this.#nextFrame = clock?.nextFrameFunc ?? tf.nextFrame;
    this.#last = this.#now();
  }

  /** Whether it is time again for who waits some milliseconds. Asked after each call of the runtime. */
  due(): boolean {
    if (typeof this.#every !== 'number') return false;
    const now = this.#now();
    if (now - this.#last < this.#every) return false;
    this.#last = now;
    return true;
  }

  async after(what: 'batch' | 'epoch'): Promise<void> {
    if (this.#every === what) await this.#nextFrame();
  }

  async now(): Promise<void> {
    await this.#nextFrame();
  }
}
