import type { EngineOptions } from '@hourglass/engine';
import { codeSizeOf } from '../autoencoders/halves.ts';
import { createNeuralAutoencoder, type NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import {
  restoreCheckpoint,
  type TrainingCheckpoint,
  type TrainingPlace,
} from '../checkpoints/training-checkpoint.ts';
import type { TrainConfig } from '../config/train-config.ts';
import type { PcaEncoder } from '../encoders/pca.ts';
import { createExaminer } from './examiner.ts';
import type { Metric } from './metrics.ts';
import { type Judgement, noJudgement } from './plateau.ts';
import { createPreviewer } from './previewer.ts';
import { createProgress } from './progress.ts';
import { teacherIn } from './teacher.ts';
import type { SplitData } from './training-data.ts';
import { createTrainingStep, type TrainingStep } from './training-step.ts';

/**
 * Steps in one call of the engine: enough to save copies, few enough to answer a pause at once. A
 * convolutional step is long, and its weights are few.
 */
const STEPS_PER_CALL = { dense: 16, linear: 16, vae: 16, conv: 1, residual: 1, meaning: 4 };

/** What a run stands on: made once, when it is opened. */
export interface RunParts {
  readonly config: TrainConfig;
  readonly data: SplitData;
  readonly training: TrainingStep;
  readonly codeSize: number;
  readonly stepsPerCall: number;
  readonly autoencoder: NeuralAutoencoder;
  readonly preview: ReturnType<typeof createPreviewer>;
  readonly examiner: ReturnType<typeof createExaminer>;
  readonly progress: ReturnType<typeof createProgress>;
  /** What the engine had to say while it started. */
  readonly warnings: readonly string[];
}

/** What changes while it runs, beside its weights and its progress. */
export interface RunState {
  /** The base rate, which the schedule is a factor on. */
  learningRate: number;
  judgement: Judgement;
  pca: PcaEncoder | undefined;
  /** The teacher's file, once it is fitted. */
  teacher: Uint8Array | undefined;
  readonly stop: AbortController;
}

export async function openParts(
  config: TrainConfig,
  data: SplitData,
  resume: TrainingCheckpoint['files'] | undefined,
  metrics: readonly Metric[],
): Promise<{ parts: RunParts; state: RunState; isResumed: boolean }> {
  const { net, batchSize, engine, threads } = config;
  const { train, test, held } = data;
  const warnings: string[] = [];
  const options: EngineOptions = {
    ...(engine === undefined ? {} : { engine }),
    ...(threads === undefined ? {} : { threads }),
    onWarning: (message: string) => void warnings.push(message),
  };
  const stepsPerCall = STEPS_PER_CALL[net.kind];
  const { restored, training } = await createTrainingStep(
    config,
    train,
    { ...options, stepsPerCall },
    (...state) => (resume ? restoreCheckpoint(resume, ...state) : undefined),
  );
  const codeSize = codeSizeOf(training.halves);
  const pixelCount = train.pixels.length / train.count;
  const sameEngine = { ...options, engine: training.step.engine };
  const autoencoder = await createNeuralAutoencoder(training.halves, pixelCount, codeSize, sameEngine);
  const measured = [...(config.metrics ?? []), ...metrics];
  const parts = {
    config,
    data,
    training,
    codeSize,
    stepsPerCall,
    autoencoder,
    preview: createPreviewer(test, autoencoder),
    examiner: createExaminer(autoencoder, test, held, measured, config.evaluateOn),
    progress: createProgress(batchSize, restored?.progress),
    warnings,
  };
  const state = {
    learningRate: restored?.learningRate ?? config.learningRate,
    judgement: judgementFrom(restored, config.epochs),
    pca: training.start,
    teacher: teacherIn(resume, config),
    stop: new AbortController(),
  };
  return { parts, state, isResumed: restored !== undefined };
}

/** With more epochs than it was to have, a run waits anew for a better one. */
function judgementFrom(restored: TrainingPlace | undefined, epochs: number): Judgement {
  if (!restored) return noJudgement;
  const { best, plateau } = restored;
  return { best, plateau: epochs > restored.epochs ? { ...plateau, waited: 0 } : plateau };
}
