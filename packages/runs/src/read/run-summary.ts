import type {
  CheckpointEvent,
  EpochEvent,
  EvaluationEvent,
  ReferencesEvent,
  RunEnded,
  RunStarted,
  StepEvent,
  TrainingEvent,
} from '@hourglass/models/config';

/** What the events of a run come to: the newest of each kind. */
export interface RunSummary {
  readonly started: RunStarted | undefined;
  readonly references: ReferencesEvent | undefined;
  readonly lastStep: StepEvent | undefined;
  readonly lastEpoch: EpochEvent | undefined;
  /** The newest of each encoder and measure, and of moved queries. After the last epoch these are over the whole data set. */
  readonly evaluations: readonly EvaluationEvent[];
  readonly checkpoint: CheckpointEvent | undefined;
  /** Whether it was told to pause and not yet to go on. */
  readonly paused: boolean;
  readonly warnings: number;
  readonly ended: RunEnded | undefined;
  /** Seconds from the start of the run to its last event. */
  readonly time: number;
  /** Seconds spent in training steps, over whole epochs. */
  readonly trainingSeconds: number;
}

/** Takes events one by one; keeps only what the summary needs, so a long run costs no memory. */
export class RunSummarizer {
  readonly #evaluations = new Map<string, EvaluationEvent>();
  readonly #newest: Partial<{ [T in TrainingEvent['type']]: TrainingEvent }> = {};
  #warnings = 0;
  #trainingSeconds = 0;
  #paused = false;
  #time = 0;

  add(event: TrainingEvent): void {
    this.#newest[event.type] = event;
    this.#time = event.time;
    if (event.type === 'evaluation')
      this.#evaluations.set(`${event.encoder}/${event.measure}/${event.moved ?? 0}`, event);
    else if (event.type === 'epoch') this.#trainingSeconds += event.seconds;
    else if (event.type === 'warning') this.#warnings++;
    else if (event.type === 'paused') this.#paused = true;
    else if (['resumed', 'continued', 'run-ended'].includes(event.type)) this.#paused = false;
  }

  summary(): RunSummary {
    const ended = this.#last('run-ended');
    return {
      started: this.#last('run-started'),
      references: this.#last('references'),
      lastStep: this.#last('step'),
      lastEpoch: this.#last('epoch'),
      evaluations: [...this.#evaluations.values()],
      checkpoint: this.#last('checkpoint'),
      paused: this.#paused,
      warnings: this.#warnings,
      ended,
      time: this.#time,
      trainingSeconds: ended?.trainingSeconds ?? this.#trainingSeconds,
    };
  }

  /** Steps done, as far as the events tell. */
  get step(): number {
    const places = [this.#last('step'), this.#last('epoch'), this.#last('continued')];
    return Math.max(...places.map((place) => place?.step ?? 0));
  }

  /** How far the run is, as a `run-ended` tells it. */
  end(reason: RunEnded['reason'], time: number, message?: string): RunEnded {
    const { lastStep, lastEpoch, trainingSeconds } = this.summary();
    return {
      type: 'run-ended',
      time,
      reason,
      ...(message === undefined ? {} : { message }),
      step: this.step,
      epoch: Math.max(lastEpoch?.epoch ?? 0, this.#last('continued')?.epoch ?? 0),
      imagesPerSecond: (lastStep ?? lastEpoch)?.imagesPerSecond ?? 0,
      trainingSeconds,
    };
  }

  #last<T extends TrainingEvent['type']>(type: T) {
    return this.#newest[type] as Extract<TrainingEvent, { type: T }> | undefined;
  }
}
