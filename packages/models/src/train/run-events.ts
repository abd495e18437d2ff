import type { TrainingEvent } from '../events.ts';
import { psnrOf, reconstructionErrors } from '../quality/reconstruction.ts';
import { endOfBudget, endOfPatience } from './endings.ts';
import { lessonsOf } from './lessons-of.ts';
import { judge } from './plateau.ts';
import { referenceOf } from './reference.ts';
import type { RunParts, RunState } from './run-parts.ts';
import { stepsOfEpoch } from './steps-of-epoch.ts';

/** The story of a run. @param introduce whether it is to say what it is: not if it goes on, and its log is whole. */
export async function* runEvents(
  parts: RunParts,
  state: RunState,
  introduce: boolean,
): AsyncGenerator<TrainingEvent> {
  const { config, data, training, preview, examiner, progress, warnings } = parts;
  if (introduce) yield* introduction(parts, state);
  for (const message of warnings) yield { type: 'warning', time: progress.now(), message };
  await referenceOf(parts, state);
  yield* lessonsOf(parts, state);
  // So that a run that goes on can be seen, and steered, before its first step.
  yield await preview(progress);
  let over = endOfBudget(config, progress) ?? endOfPatience(config, state.judgement);
  while (progress.epoch < config.epochs && !state.stop.signal.aborted && over === undefined) {
    const failure = yield* stepsOfEpoch(parts, state);
    training.step.sync();
    if (failure !== undefined) return yield progress.ended('failed', failure);
    over = endOfBudget(config, progress);
    if (progress.epochSteps < data.stepsPerEpoch) break;
    over = yield* endEpoch(parts, state, over);
  }
  const done = progress.epoch >= config.epochs;
  const ended = done ? progress.ended('finished') : progress.ended(over ? 'finished' : 'stopped', over);
  const isWithin = ended.reason === 'finished' && progress.epochSteps > 0;
  yield isWithin ? { ...ended, test: await examiner.onAll() } : ended;
}

/** What the run is, and what it is held against. */
async function* introduction(parts: RunParts, state: RunState): AsyncGenerator<TrainingEvent> {
  const { config, training, codeSize, examiner, progress } = parts;
  const { train, test, stepsPerEpoch } = parts.data;
  yield {
    type: 'run-started',
    time: 0,
    startedAt: new Date().toISOString(),
    preset: config.preset,
    dataset: train.name,
    engine: training.step.engine,
    loss: training.objective.label,
    seed: config.seed,
    trainCount: train.count,
    testCount: test.count,
    shape: train.shape,
    codeSize,
    parameters: training.trainable.reduce((sum, { size }) => sum + size, 0),
    epochs: config.epochs,
    batchSize: config.batchSize,
    stepsPerEpoch,
  };
  const pca = await referenceOf(parts, state);
  const { bce, mse } = reconstructionErrors(test.pixels, await pca.reconstruct(test));
  yield {
    type: 'references',
    time: progress.now(),
    bceFloor: examiner.floor,
    pca: { size: pca.codeSize, bce, psnr: psnrOf(mse) },
  };
}

/**
 * Sums an epoch up, and judges it if it is one that is evaluated.
 * @param over why the run is over, if it is. @returns the same, with what the epoch adds.
 */
async function* endEpoch(
  { config, examiner, preview, progress }: RunParts,
  state: RunState,
  over: string | undefined,
): AsyncGenerator<TrainingEvent, string | undefined> {
  const { epochs, earlyStop, evaluateEvery = 1 } = config;
  const { trainLoss, seconds, imagesPerSecond } = progress.closeEpoch();
  const { epoch, step } = progress;
  const last = epoch >= epochs || over !== undefined;
  let quality = examiner.unknown;
  let end = over;
  if (last || epoch % evaluateEvery === 0) {
    quality = await examiner.onSample();
    const loss = quality.validationBce ?? quality.testBce;
    state.judgement = judge(state.judgement, { step, epoch, loss }, earlyStop?.minDelta ?? 0);
    end ??= endOfPatience(config, state.judgement);
    if (last || end !== undefined) quality = await examiner.onAll();
  }
  const time = progress.now();
  yield { type: 'epoch', time, epoch, step, trainLoss, ...quality, seconds, imagesPerSecond };
  yield await preview(progress);
  return end;
}
