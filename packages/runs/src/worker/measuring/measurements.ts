import { type ImageSet, moved } from '@hourglass/datasets';
import { createRawEncoder, type Encoder, type Trainer, type TrainingData } from '@hourglass/models';
import { type CodedSet, encodeSet } from './coded-set.ts';
import { evaluate } from './evaluate.ts';
import { type Exam, everyFifthQuery, labelsOf, oneOfEachClass, quickExam } from './exam.ts';
import { findNeighbours } from './neighbours.ts';
import type { Finding, Measurements } from './with-measurements.ts';

/** Pictures whose neighbours are shown. */
const shown = 6;

/** Pixels by which queries are moved, to see whether a picture that was moved is still found. */
const MOVED = 4;

/** What a run measures of its code, and of raw pixels and PCA beside it. */
export function createMeasurements(
  trainer: Trainer,
  { train, test }: TrainingData,
  threads?: number,
): Measurements {
  const raw = createRawEncoder(train.shape);
  const hasLabels = labelsOf(train) !== undefined && labelsOf(test) !== undefined;
  const quick = quickExam(train, test);
  const whole = { items: train, queries: test };
  const queries = oneOfEachClass(test, shown);

  // Photographs have no empty ground to be moved on.
  const mayMove = hasLabels && train.shape[2] === 1 && Math.min(train.shape[0], train.shape[1]) > 2 * MOVED;

  async function* examine(encoder: Encoder, exam: Exam, epoch: number): AsyncGenerator<Finding> {
    const items = await encodeSet(encoder, exam.items);
    yield* evaluate(items, await encodeSet(encoder, exam.queries), epoch, threads);
  }

  async function* examineMoved(
    encoder: Encoder,
    items: CodedSet,
    queries: ImageSet,
    epoch: number,
  ): AsyncGenerator<Finding> {
    if (mayMove)
      yield* evaluate(items, await encodeSet(encoder, moved(queries, MOVED)), epoch, threads, MOVED);
  }

  /** Finds the neighbours that are shown, too. */
  async function* examineCode(exam: Exam, epoch: number): AsyncGenerator<Finding> {
    const code = trainer.autoencoder;
    const items = await encodeSet(code, exam.items);
    yield* findNeighbours(items, await encodeSet(code, queries), epoch, threads);
    yield* evaluate(items, await encodeSet(code, exam.queries), epoch, threads);
    if (exam === whole) yield* examineMoved(code, items, everyFifthQuery(exam).queries, epoch);
  }

  return {
    async *baselines() {
      if (!hasLabels) return;
      yield* examine(raw, quick, 0);
      if (trainer.pca) yield* examine(trainer.pca, quick, 0);
    },
    afterEpoch: (epoch) => examineCode(quick, epoch),
    async *atTheEnd(epoch) {
      yield* examineCode(whole, epoch);
      if (!hasLabels) return;
      if (trainer.pca) yield* examine(trainer.pca, whole, 0);
      yield* examine(raw, everyFifthQuery(whole), 0);
      yield* examineMoved(raw, await encodeSet(raw, quick.items), quick.queries, 0);
    },
  };
}
