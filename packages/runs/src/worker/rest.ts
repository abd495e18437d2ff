import type { Controls } from './controls.ts';
import type { CheckpointKeeper } from './keeper.ts';
import type { Session } from './session.ts';
import type { Story } from './story.ts';

/** What a run does between two steps: it obeys, writes checkpoints, and waits while it is paused. */
export class Rest {
  readonly #session: Session;
  readonly #story: Story;
  readonly #controls: Controls;
  readonly #keeper: CheckpointKeeper;
  #saidPaused = false;

  constructor(session: Session, story: Story, controls: Controls, keeper: CheckpointKeeper) {
    this.#session = session;
    this.#story = story;
    this.#controls = controls;
    this.#keeper = keeper;
  }

  async take(afterEpoch: boolean): Promise<void> {
    await this.#obey(afterEpoch);
    while (this.#controls.paused && !this.#controls.takeStep()) {
      if (!this.#saidPaused) await this.#story.add({ type: 'paused', ...this.#story.position() });
      this.#saidPaused = true;
      await this.#controls.untilAsked();
      await this.#obey(false);
    }
    if (!this.#saidPaused || this.#controls.paused) return;
    this.#saidPaused = false;
    if (!this.#controls.stopped.aborted)
      await this.#story.add({ type: 'resumed', ...this.#story.position() });
  }

  /** A rate that was changed is written down at once, or a run that dies would go on without it. */
  async #obey(afterEpoch: boolean): Promise<void> {
    const { learningRate, checkpoint } = this.#controls.takeWishes();
    if (learningRate !== undefined) {
      this.#session.setLearningRate(learningRate);
      await this.#story.add({ type: 'learning-rate', ...this.#story.position(), learningRate });
    }
    const asked = checkpoint || learningRate !== undefined;
    await this.#keeper.atRest({ afterEpoch, asked });
  }
}
