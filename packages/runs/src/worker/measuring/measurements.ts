import { createRawEncoder, type Encoder, type Trainer, type TrainingData } from '@hourglass/models';
import { encodeSet } from './coded-set.ts';
import { evaluate } from './evaluate.ts';
import { type Exam, everyFifthQuery, labelsOf, oneOfEachClass, quickExam } from './exam.ts';
import { findNeighbours } from './neighbours.ts';
import type { Finding, Measurements } from './with-measurements.ts';

/** Pictures whose neighbours are shown. */
const shown = 6;

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

  async function* examine(encoder: Encoder, exam: Exam, epoch: number): AsyncGenerator<Finding> {
    const items = await encodeSet(encoder, exam.items);
    yield* evaluate(items, await encodeSet(encoder, exam.queries), epoch, threads);
  }

  /** Finds the neighbours that are shown, too. */
  async function* examineCode(exam: Exam, epoch: number): AsyncGenerator<Finding> {
    const code = trainer.autoencoder;
    const items = await encodeSet(code, exam.items);
    yield* findNeighbours(items, await encodeSet(code, queries), epoch, threads);
    yield* evaluate(items, await encodeSet(code, exam.queries), epoch, threads);
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
    },
  };
}
