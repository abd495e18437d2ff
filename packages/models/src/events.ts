/**
 * Everything that a training run says, one NDJSON line each. The same lines are `metrics.jsonl`,
 * `--json` on stdout, and what the dashboard draws.
 *
 * `time` is in seconds since the run started. Pixels travel as base64 of their bytes (0..255),
 * picture after picture, row-major, channels last.
 */
export type TrainingEvent =
  | RunStarted
  | ReferencesEvent
  | TeacherEvent
  | StepEvent
  | EpochEvent
  | PreviewEvent
  | NeighboursEvent
  | EvaluationEvent
  | CheckpointEvent
  | LearningRateEvent
  | ContinuedEvent
  | PausedEvent
  | ResumedEvent
  | WarningEvent
  | RunEnded;

export interface RunStarted {
  readonly type: 'run-started';
  readonly time: 0;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly preset: string;
  readonly dataset: string;
  readonly engine: string;
  readonly loss: string;
  readonly seed: number;
  readonly trainCount: number;
  readonly testCount: number;
  /** Height, width and channels of one picture. */
  readonly shape: readonly [number, number, number];
  readonly codeSize: number;
  /** Trainable numbers of the net. */
  readonly parameters: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
}

/** What the run is held against, computed once before the first step. */
export interface ReferencesEvent {
  readonly type: 'references';
  readonly time: number;
  /** BCE of the test pictures against themselves, in nats a pixel: no reconstruction can be below it. */
  readonly bceFloor: number;
  /** BCE of test pictures reconstructed by PCA with as many numbers as the code has. */
  readonly pca: { readonly size: number; readonly bce: number; readonly psnr: number };
}

/** What the teacher of a run is busy with, before the first step; `done` of `of` dictionaries or pictures. */
export interface TeacherEvent {
  readonly type: 'teacher';
  readonly time: number;
  /** Fits dictionaries of patches, compares pictures, compares views of pictures, projects, encodes all pictures. */
  readonly phase: 'dictionaries' | 'pictures' | 'views' | 'projection' | 'codes';
  readonly done: number;
  readonly of: number;
}

export interface StepEvent {
  readonly type: 'step';
  readonly time: number;
  /** Steps done since the start of the run, counted from 1. */
  readonly step: number;
  readonly epoch: number;
  /** Loss of the batch of this very step. */
  readonly loss: number;
  readonly imagesPerSecond: number;
}

/** What a net makes of the test pictures. */
export interface TestFigures {
  /** Test pictures that were measured, if any were: after the last epoch, and at the end of a run, all of them. */
  readonly testCount?: number;
  /** Mean BCE a pixel over the test set, in nats: the set's floor and `excessBce`. All are NaN if nobody measured. */
  readonly testBce: number;
  /** BCE of these pictures less their own floor. */
  readonly excessBce: number;
  /** In dB, over the mean squared error of these pictures, pixels in 0..1. */
  readonly psnr: number;
  /** Mean BCE a pixel over the pictures that were held out of the training set, if some were. */
  readonly validationBce?: number;
  /** What else was asked for, over these pictures. */
  readonly metrics?: Readonly<Record<string, number>>;
}

export interface EpochEvent extends TestFigures {
  readonly type: 'epoch';
  readonly time: number;
  /** Epochs done, counted from 1. */
  readonly epoch: number;
  readonly step: number;
  /** Mean of the losses reported during the epoch. */
  readonly trainLoss: number;
  /** Training time of this epoch, without evaluation and previews. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/** A few fixed test pictures beside their reconstructions. */
export interface PreviewEvent {
  readonly type: 'preview';
  readonly time: number;
  readonly step: number;
  readonly epoch: number;
  readonly shape: readonly [number, number, number];
  readonly ids: readonly number[];
  readonly originals: string;
  readonly reconstructions: string;
}

/** The nearest training pictures of a few fixed test pictures. */
export interface NeighboursEvent {
  readonly type: 'neighbours';
  readonly time: number;
  readonly epoch: number;
  readonly measure: string;
  readonly shape: readonly [number, number, number];
  readonly k: number;
  /** Empty if the pictures have no labels. */
  readonly classNames: readonly string[];
  /** One row a query; `pixels` holds its k neighbours, nearest first. */
  readonly rows: readonly {
    /** `label` is an index into `classNames`, if there are labels. */
    readonly query: { readonly id: number; readonly label?: number; readonly pixels: string };
    readonly ids: readonly number[];
    /** Empty if there are no labels. */
    readonly labels: readonly number[];
    readonly distances: readonly number[];
    readonly pixels: string;
  }[];
}

/**
 * How well one encoder's codes find pictures of the same class, under one measure. While a run learns, these are
 * figures of a sample: fewer queries, and fewer pictures to find, than there are. What is found among all is a
 * figure of its own, higher because there is more to find: the two are only alike if `queries` and `items` are.
 */
export interface EvaluationEvent {
  readonly type: 'evaluation';
  readonly time: number;
  /** 0 for baselines, which do not learn. */
  readonly epoch: number;
  /** Name of the encoder: `code`, `raw`, `pca-64`. */
  readonly encoder: string;
  readonly measure: string;
  /** Pixels by which the queries were moved before they were looked for, if they were. */
  readonly moved?: number;
  /** Share of the ten nearest training pictures that have the query's class, 0..1. */
  readonly precisionAt10: number;
  readonly knnAccuracy: number;
  /** Test pictures that were looked for. */
  readonly queries: number;
  /** Training pictures that they were looked for among. */
  readonly items: number;
}

export interface CheckpointEvent {
  readonly type: 'checkpoint';
  readonly time: number;
  readonly step: number;
  readonly epoch: number;
  /** Relative to the run directory. */
  readonly path: string;
  /** No evaluated epoch was better up to now. */
  readonly best?: boolean;
}

/** Somebody set another base rate; the schedule is a factor on it. */
export interface LearningRateEvent {
  readonly type: 'learning-rate';
  readonly time: number;
  readonly step: number;
  readonly learningRate: number;
}

/** The run goes on from a checkpoint, in another process. `time` goes on too. */
export interface ContinuedEvent {
  readonly type: 'continued';
  readonly time: number;
  readonly step: number;
  readonly epoch: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Epochs the run now has, which may be more than before. */
  readonly epochs: number;
}

export interface PausedEvent {
  readonly type: 'paused';
  readonly time: number;
  readonly step: number;
}

export interface ResumedEvent {
  readonly type: 'resumed';
  readonly time: number;
  readonly step: number;
}

export interface WarningEvent {
  readonly type: 'warning';
  readonly time: number;
  readonly message: string;
}

export interface RunEnded {
  readonly type: 'run-ended';
  readonly time: number;
  /** `died` is said by a reader, never by the run itself. */
  readonly reason: 'finished' | 'stopped' | 'failed' | 'died';
  readonly message?: string;
  readonly step: number;
  readonly epoch: number;
  /** Images a second over all training time, without evaluation and previews. */
  readonly imagesPerSecond: number;
  /** Seconds spent in training steps. */
  readonly trainingSeconds: number;
  /** What a run measured whose steps or minutes were over within an epoch: such an epoch has no event of its own. */
  readonly test?: TestFigures;
}
