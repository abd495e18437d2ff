import type { EvaluationEvent, NeighboursEvent, PreviewEvent, TrainingEvent } from '@hourglass/models/config';
import { base64, idsOf, labelOf, pictureOf, reconstructionOf, shape } from './digits.ts';

export interface Recording {
  readonly epochs?: number;
  /** How many of them are told. */
  readonly done?: number;
  readonly ended?: boolean;
}

const floor = 0.0584;
const stepsPerEpoch = 469;
const previewIds = [0, 1, 2, 3, 4, 7, 8, 18];
const queryIds = [11, 15, 17, 23];

/** A believable run, told by its events: the numbers are made up, the digits are real. */
export function recordedRun({
  epochs = 20,
  done = epochs,
  ended = done === epochs,
}: Recording = {}): TrainingEvent[] {
  const events: TrainingEvent[] = [
    {
      type: 'run-started',
      time: 0,
      startedAt: '2026-03-01T10:00:00.000Z',
      preset: 'mnist-64',
      dataset: 'mnist',
      engine: 'native',
      loss: 'bce',
      seed: 1,
      trainCount: 60_000,
      testCount: 10_000,
      shape,
      codeSize: 64,
      parameters: 870_736,
      epochs,
      batchSize: 128,
      stepsPerEpoch,
    },
    { type: 'references', time: 1.2, bceFloor: floor, pca: { size: 64, bce: floor + 0.036, psnr: 20.7 } },
    evaluation(1.4, 0, 'raw', 'bce', 0.934, 0.962),
    evaluation(1.5, 0, 'raw', 'cosine', 0.951, 0.973),
    evaluation(1.6, 0, 'pca-64', 'cosine', 0.949, 0.971),
    evaluation(1.7, 0, 'pca-64', 'l2', 0.946, 0.97),
  ];
  let time = 2;
  for (let epoch = 1; epoch <= done; epoch++) {
    for (let step = 24; step <= stepsPerEpoch; step += 23) {
      const at = (epoch - 1) * stepsPerEpoch + step;
      time += 0.055;
      events.push({
        type: 'step',
        time,
        step: at,
        epoch,
        loss: lossAt(at) + 0.002 + wave(at) * 0.002,
        imagesPerSecond: 51_000 + 3000 * wave(at),
      });
      if (step % 4 === 0) events.push(preview(time, at, epoch));
    }
    const step = epoch * stepsPerEpoch;
    const excessBce = lossAt(step) - floor;
    events.push(
      {
        type: 'epoch',
        time,
        epoch,
        step,
        trainLoss: lossAt(step) + 0.004,
        testBce: floor + excessBce,
        excessBce,
        psnr: 24 - 100 * excessBce,
        seconds: 1.1,
        imagesPerSecond: 52_400,
      },
      preview(time, step, epoch),
      evaluation(time + 0.1, epoch, 'code', 'bce', 0.94 - 0.2 / epoch, 0.968 - 0.1 / epoch),
      evaluation(time + 0.15, epoch, 'code', 'cosine', 0.957 - 0.15 / epoch, 0.976 - 0.08 / epoch),
      neighbours(time + 0.2, epoch, 'cosine'),
      neighbours(time + 0.2, epoch, 'bce'),
      { type: 'checkpoint', time: time + 0.25, step, epoch, path: `checkpoints/${step}` },
    );
    time += 0.3;
  }
  if (ended) {
    events.push({
      type: 'run-ended',
      time,
      reason: 'finished',
      step: done * stepsPerEpoch,
      epoch: done,
      imagesPerSecond: 52_400,
      trainingSeconds: done * 1.1,
    });
  }
  return events;
}

function lossAt(step: number): number {
  return floor + 0.015 + 0.6 * Math.exp(-step / 25) + 0.045 / (1 + step / 300);
}

function wave(step: number): number {
  return Math.sin(step * 12.9898) * Math.cos(step * 4.1414);
}

function evaluation(
  time: number,
  epoch: number,
  encoder: string,
  measure: string,
  precisionAt10: number,
  knnAccuracy: number,
): EvaluationEvent {
  return {
    type: 'evaluation',
    time,
    epoch,
    encoder,
    measure,
    precisionAt10,
    knnAccuracy,
    queries: 1000,
    items: 60_000,
  };
}

function preview(time: number, step: number, epoch: number): PreviewEvent {
  const quality = Math.min(0.92, 0.2 + step / 1500);
  return {
    type: 'preview',
    time,
    step,
    epoch,
    shape,
    ids: previewIds,
    originals: base64(previewIds.map(pictureOf)),
    reconstructions: base64(previewIds.map((id) => reconstructionOf(id, quality))),
  };
}

/** By BCE the neighbours are of the right class sooner. */
function neighbours(time: number, epoch: number, measure: 'cosine' | 'bce'): NeighboursEvent {
  const rows = queryIds.map((id, place) => {
    const label = labelOf(id);
    const ids = idsOf(label, 100 + epoch * 7, 5);
    // Early on, some neighbours are of another class.
    if (epoch < (measure === 'bce' ? 2 : 4) + place)
      ids[2 + (place % 3)] = idsOf((label + 5) % 10, 100, 1)[0]!;
    return {
      query: { id, label, pixels: base64([pictureOf(id)]) },
      ids,
      labels: ids.map(labelOf),
      distances: ids.map((_, rank) => 0.02 + 0.01 * rank),
      pixels: base64(ids.map(pictureOf)),
    };
  });
  return {
    type: 'neighbours',
    time,
    epoch,
    measure,
    shape,
    k: 5,
    classNames: [...'0123456789'],
    rows,
  };
}
