/** Seconds since the run started, as the trainer counts them: set by its events, running on between them. */
export class RunClock {
  #time = 0;
  #setAt = performance.now();

  set(time: number): void {
    this.#time = time;
    this.#setAt = performance.now();
  }

  now(): number {
    return this.#time + (performance.now() - this.#setAt) / 1000;
  }
}
