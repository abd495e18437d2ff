import { epochOrder } from '@hourglass/datasets';
import type { TrainConfig } from '../config/train-config.ts';
import type { TrainingEvent } from '../events.ts';
import { endOfBudget } from './endings.ts';
import type { RunParts, RunState } from './run-parts.ts';
import { type RunLength, rateFactor } from './schedule.ts';
import type { RateName } from './training-step.ts';

const PREVIEW_SECONDS = 1;
/** A preview waits until so many times its own duration has passed since the one before. */
const PREVIEW_PATIENCE = 50;
/** A watcher's eye needs no more than this. */
const STEP_EVENT_SECONDS = 0.05;

/**
 * Trains to the end of the epoch at hand, or until the run is stopped or its budget is spent.
 * @returns why the run cannot go on, if it cannot.
 */
export async function* stepsOfEpoch(
  parts: RunParts,
  state: RunState,
): AsyncGenerator<TrainingEvent, string | undefined> {
  const { config, data, training, progress } = parts;
  const { seed } = config;
  await training.enter(progress.epoch);
  const order = epochOrder(data.train.count, { seed, epoch: progress.epoch });
  while (
    progress.epochSteps < data.stepsPerEpoch &&
    !state.stop.signal.aborted &&
    endOfBudget(config, progress) === undefined
  ) {
    const { epoch, step: before } = progress;
    const { loss, imagesPerSecond } = await nextSteps(parts, state, order);
    if (!Number.isFinite(loss)) return diverged(`the loss became ${loss}`, progress.step);
    if (progress.due('step') || isCheckpointDue(config, before, progress.step)) {
      yield { type: 'step', time: progress.now(), step: progress.step, epoch, loss, imagesPerSecond };
      progress.postpone('step', STEP_EVENT_SECONDS);
    }
    if (progress.due('preview')) yield* previewNow(parts);
  }
  return undefined;
}

/** A run writes its checkpoint where it tells of a step, however soon after the one before that is. */
function isCheckpointDue(
  { checkpoints: { everySteps = Infinity } = {} }: TrainConfig,
  before: number,
  step: number,
): boolean {
  return Math.floor(step / everySteps) > Math.floor(before / everySteps);
}

/** One call of the engine. */
function nextSteps(
  { config, data, training, stepsPerCall, progress }: RunParts,
  state: RunState,
  order: Int32Array,
) {
  const { batchSize, maxSteps = Infinity } = config;
  const { step: before, epochSteps: at } = progress;
  const steps = Math.min(stepsPerCall, data.stepsPerEpoch - at, maxSteps - before);
  const rows = order.subarray(at * batchSize, (at + steps) * batchSize);
  const rates = training.rates.map((name) => {
    const of = (_: unknown, i: number) => state.learningRate * factorOf(name, config, before + i, data);
    return [name, Float32Array.from({ length: steps }, of)] as const;
  });
  return progress.timed(steps, async () => {
    return Number((await training.step.run(rows, Object.fromEntries(rates))).loss!.data[0]);
  });
}

/** What the base rate is multiplied by at a step: what is taught learns at a rate of its own, until its teacher ends. */
function factorOf(
  name: RateName,
  { schedule = { kind: 'constant' }, teacher }: TrainConfig,
  step: number,
  length: RunLength,
): number {
  if (name === 'rate') return rateFactor(schedule, step, length);
  const { stepsPerEpoch, totalSteps } = length;
  const taught = Math.min(teacher!.epochs! * stepsPerEpoch, totalSteps);
  return rateFactor({ kind: 'cosine' }, step, { stepsPerEpoch, totalSteps: taught });
}

async function* previewNow({ config, training, preview, progress }: RunParts): AsyncGenerator<TrainingEvent> {
  const begun = progress.now();
  training.step.sync();
  const shown = await preview(progress);
  const patience = PREVIEW_PATIENCE * (progress.now() - begun);
  yield shown;
  progress.postpone('preview', Math.max(config.previewSeconds ?? PREVIEW_SECONDS, patience));
}

export function diverged(what: string, step: number): string {
  return `${what} at step ${step}. Try a smaller learning rate.`;
}
