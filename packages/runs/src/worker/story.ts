import type { RunEnded, TrainingEvent } from '@hourglass/models/config';
import { RunSummarizer } from '../read/run-summary.ts';
import type { EventWriter } from './event-writer.ts';
import { RunClock } from './run-clock.ts';

/** The events so far, on disk and in sum. */
export class Story {
  readonly #writer: EventWriter;
  readonly #events = new RunSummarizer();
  readonly #clock = new RunClock();

  constructor(writer: EventWriter) {
    this.#writer = writer;
  }

  async add(event: TrainingEvent): Promise<void> {
    this.#clock.set(event.time);
    this.#events.add(event);
    await this.#writer.append(event);
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
