import type { RunOrder } from '../control/protocol.ts';

/** What is asked of a run at its next rest, beside pausing and stopping. */
export interface Wishes {
  readonly checkpoint: boolean;
  readonly learningRate: number | undefined;
}

/** What people have asked of this run, from the control socket or by a signal. */
export class Controls {
  #paused = false;
  #ended = false;
  #steps = 0;
  #wishes: Wishes = { checkpoint: false, learningRate: undefined };
  readonly #listeners = new Set<() => void>();
  readonly #stop = new AbortController();

  get paused(): boolean {
    return this.#paused;
  }

  /** Aborts when the run is to stop. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** @throws if it cannot be done; the message is for whoever asked. */
  obey(order: RunOrder): void {
    if (this.#ended) throw new Error('it has ended');
    if (order !== 'stop' && this.stopped.aborted) throw new Error('it is stopping already');
    if (order === 'step' && !this.#paused) throw new Error('it is not paused');
    if (order === 'stop') this.stop();
    else if (order === 'step') this.#steps++;
    else if (order === 'checkpoint') this.#wishes = { ...this.#wishes, checkpoint: true };
    else if (typeof order === 'object') this.#wishes = { ...this.#wishes, learningRate: order.learningRate };
    else this.#pause(order === 'pause');
    this.#tell();
  }

  /** Ends the run at the next chance, a paused one too. May be called again. */
  stop(): void {
    this.#stop.abort();
    this.#pause(false);
    this.#tell();
  }

  /** From now on nothing can be asked of this run. */
  end(): void {
    this.#ended = true;
  }

  /** What was wished since this was last asked. */
  takeWishes(): Wishes {
    const wishes = this.#wishes;
    this.#wishes = { checkpoint: false, learningRate: undefined };
    return wishes;
  }

  /** Whether the paused run may go on to its next event. */
  takeStep(): boolean {
    if (this.#steps === 0) return false;
    this.#steps--;
    return true;
  }

  /** Resolves when something new is asked. */
  untilAsked(): Promise<void> {
    return new Promise((resolve) => this.#listeners.add(resolve));
  }

  #pause(paused: boolean): void {
    this.#paused = paused;
    if (!paused) this.#steps = 0;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
