import type { TrainingEvent } from '@hourglass/models/config';
import { z } from 'zod';

// Objects are loose, so that what a newer Hourglass adds to an event passes through.
const row = z.looseObject;

/** A measured number. JSON has no NaN, so a loss that ran away is written as null. */
const measured = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const ints = z.array(z.int());
const shape = z.tuple([z.int(), z.int(), z.int()]);
const text = z.string();
const time = z.number();
const at = { time, step: z.int(), epoch: z.int() };

const testFigures = {
  testCount: z.exactOptional(z.int().nonnegative()),
  testBce: measured,
  excessBce: measured,
  psnr: measured,
  validationBce: z.exactOptional(measured),
  metrics: z.exactOptional(z.record(z.string(), measured)),
};

const neighbourRow = row({
  query: row({ id: z.int(), label: z.exactOptional(z.int()), pixels: text }),
  ids: ints,
  labels: ints,
  distances: z.array(measured),
  pixels: text,
});

/** How each kind of event must look on disk: a type that is missing here does not compile. */
type EventSchemas = {
  readonly [T in TrainingEvent['type']]: z.ZodType<Extract<TrainingEvent, { type: T }>>;
};

export const eventSchemas: EventSchemas = {
  'run-started': row({
    type: z.literal('run-started'),
    time: z.literal(0),
    startedAt: text,
    preset: text,
    dataset: text,
    engine: text,
    loss: text,
    seed: z.number(),
    trainCount: z.int(),
    testCount: z.int(),
    shape,
    codeSize: z.int(),
    parameters: z.int(),
    epochs: z.int(),
    batchSize: z.int(),
    stepsPerEpoch: z.int(),
  }),
  references: row({
    type: z.literal('references'),
    time,
    bceFloor: measured,
    pca: row({ size: z.int(), bce: measured, psnr: measured }),
  }),
  teacher: row({
    type: z.literal('teacher'),
    time,
    phase: z.enum(['dictionaries', 'pictures', 'views', 'projection', 'codes']),
    done: z.int(),
    of: z.int(),
  }),
  step: row({ type: z.literal('step'), ...at, loss: measured, imagesPerSecond: measured }),
  epoch: row({
    type: z.literal('epoch'),
    ...at,
    trainLoss: measured,
    ...testFigures,
    seconds: measured,
    imagesPerSecond: measured,
  }),
  preview: row({
    type: z.literal('preview'),
    ...at,
    shape,
    ids: ints,
    originals: text,
    reconstructions: text,
  }),
  neighbours: row({
    type: z.literal('neighbours'),
    time,
    epoch: z.int(),
    measure: text,
    shape,
    k: z.int(),
    classNames: z.array(text),
    rows: z.array(neighbourRow),
  }),
  evaluation: row({
    type: z.literal('evaluation'),
    time,
    epoch: z.int(),
    encoder: text,
    measure: text,
    moved: z.exactOptional(z.int()),
    precisionAt10: measured,
    knnAccuracy: measured,
    queries: z.int(),
    items: z.int(),
  }),
  checkpoint: row({ type: z.literal('checkpoint'), ...at, path: text, best: z.exactOptional(z.boolean()) }),
  'learning-rate': row({ type: z.literal('learning-rate'), time, step: z.int(), learningRate: z.number() }),
  continued: row({ type: z.literal('continued'), ...at, startedAt: text, epochs: z.int() }),
  paused: row({ type: z.literal('paused'), time, step: z.int() }),
  resumed: row({ type: z.literal('resumed'), time, step: z.int() }),
  warning: row({ type: z.literal('warning'), time, message: text }),
  'run-ended': row({
    type: z.literal('run-ended'),
    ...at,
    reason: z.enum(['finished', 'stopped', 'failed', 'died']),
    message: z.exactOptional(text),
    imagesPerSecond: measured,
    trainingSeconds: measured,
    test: z.exactOptional(row(testFigures)),
  }),
};
