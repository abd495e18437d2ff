import type { RunCommand } from '../control/protocol.ts';

/** What people have asked of this run, from the control socket or by a signal. */
export class Controls {
  #paused = false;
  #ended = false;
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
  obey(command: RunCommand): void {
    if (this.#ended) throw new Error('it has ended');
    if (command === 'stop') this.stop();
    else if (this.stopped.aborted) throw new Error('it is stopping already');
    else this.#pause(command === 'pause');
  }

  /** Ends the run at the next chance, a paused one too. May be called again. */
  stop(): void {
    this.#stop.abort();
    this.#pause(false);
  }

  /** From now on nothing can be asked of this run. */
  end(): void {
    this.#ended = true;
  }

  /** Resolves when the run is no longer paused. */
  async untilResumed(): Promise<void> {
    while (this.#paused) await new Promise<void>((resolve) => this.#listeners.add(resolve));
  }

  #pause(paused: boolean): void {
    this.#paused = paused;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
