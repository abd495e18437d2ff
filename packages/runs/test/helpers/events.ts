import type {
  EvaluationEvent,
  NeighboursEvent,
  PreviewEvent,
  RunEnded,
  RunStarted,
  StepEvent,
  TrainingEvent,
} from '@hourglass/models/config';

export const started: RunStarted = {
  type: 'run-started',
  time: 0,
  startedAt: '2026-01-01T00:00:00.000Z',
  preset: 'mnist-64',
  dataset: 'mnist',
  engine: 'native',
  loss: 'bce',
  seed: 1,
  trainCount: 6,
  testCount: 2,
  shape: [2, 2, 1],
  codeSize: 1,
  parameters: 8,
  epochs: 2,
  batchSize: 2,
  stepsPerEpoch: 3,
};

export function step(number: number): StepEvent {
  return { type: 'step', time: number / 10, step: number, epoch: 1, loss: 1 / number, imagesPerSecond: 100 };
}

export function epoch(number: number): TrainingEvent {
  const figures = {
    trainLoss: 0.2,
    testBce: 0.1,
    excessBce: 0.04,
    psnr: 20,
    seconds: 2,
    imagesPerSecond: 90,
  };
  return { type: 'epoch', time: number, epoch: number, step: number * 3, ...figures };
}

export function evaluation(encoder: string, measure: string, epoch: number): EvaluationEvent {
  const figures = { precisionAt10: 0.9, knnAccuracy: 0.95, queries: 2, items: 6 };
  return { type: 'evaluation', time: epoch, epoch, encoder, measure, ...figures };
}

export function preview(number: number): PreviewEvent {
  const pictures = { shape: [1, 1, 1], ids: [0], originals: 'AA==', reconstructions: 'AA==' } as const;
  return { type: 'preview', time: number / 10 + 0.02, step: number, epoch: 1, ...pictures };
}

/** Of a set without labels this is all that is measured at the end. */
export function neighbours(time: number): NeighboursEvent {
  const none = { k: 1, classNames: [], rows: [] };
  return { type: 'neighbours', time, epoch: 1, measure: 'cosine', shape: [1, 1, 1], ...none };
}

export function warning(message: string): TrainingEvent {
  return { type: 'warning', time: 1, message };
}

export const finished: RunEnded = {
  type: 'run-ended',
  time: 3,
  reason: 'finished',
  step: 6,
  epoch: 2,
  imagesPerSecond: 100,
  trainingSeconds: 4,
};
