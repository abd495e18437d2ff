import type { RunEnded, TrainingEvent } from '@hourglass/models/config';
import { RunSummarizer } from '../read/run-summary.ts';
import type { EventWriter } from './event-writer.ts';
import { RunClock } from './run-clock.ts';

/** The events so far, on disk and in sum. */
export class Story {
  readonly #writer: EventWriter;
  readonly #events: RunSummarizer;
  readonly #clock = new RunClock();

  /** @param events what was told before, if the run goes on. */
  constructor(writer: EventWriter, events = new RunSummarizer()) {
    this.#writer = writer;
    this.#events = events;
    this.#clock.set(events.summary().time);
  }

  /** Returns while it is being written: `sync` waits for that. */
  async add(event: TrainingEvent): Promise<void> {
    this.#clock.set(event.time);
    this.#events.add(event);
    await this.#writer.append(event);
  }

  /** Time of the newest event. */
  get time(): number {
    return this.#events.summary().time;
  }

  /** Makes sure that a power cut takes nothing of it. */
  sync(): Promise<void> {
    return this.#writer.sync();
  }

  /** Where the run is at this moment. */
  position(): { time: number; step: number } {
    return { time: this.#clock.now(), step: this.#events.step };
  }

  /** How it ends at this moment. */
  end(reason: RunEnded['reason'], message: string): RunEnded {
    return this.#events.end(reason, this.#clock.now(), message);
  }
}
