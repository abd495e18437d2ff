import { z } from 'zod';

const count = z.int().positive();
const positive = z.number().positive();

const warmupSteps = z.int().nonnegative().optional();

/** How the learning rate goes on; each kind is a factor on the base rate. Warm-up rises in a straight line. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), warmupSteps }),
  /** Half a cosine from 1 down to `floor` (a share of the base rate, default 0) at the last step. */
  z.strictObject({ kind: z.literal('cosine'), warmupSteps, floor: z.number().min(0).max(1).optional() }),
  /** Times `factor` after every `everyEpochs` epochs. */
  z.strictObject({ kind: z.literal('step'), warmupSteps, everyEpochs: count, factor: positive.max(1) }),
  /** Times `perEpoch` in each epoch, a little at each step. */
  z.strictObject({ kind: z.literal('exponential'), warmupSteps, perEpoch: positive.max(1) }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

/** Bounds of gradients: first each number, then the length of all of them as one vector. */
export const clipSchema = z.strictObject({ value: positive.optional(), norm: positive.optional() });
export type Clip = z.infer<typeof clipSchema>;

/** What is measured of reconstructions after an epoch. */
export const metricNames = ['bce', 'mse', 'mae', 'psnr', 'cosine'] as const;
export type MetricName = (typeof metricNames)[number];

/** All of these may be left out; the comment says what holds then. */
export const trainingOptions = {
  /** Default: constant. */
  schedule: scheduleSchema.optional(),
  /** Default: none. */
  clip: clipSchema.optional(),
  /** Share of the training pictures that is held out to judge epochs by, drawn by the seed. Default: none. */
  validation: z.number().positive().max(0.9).optional(),
  /**
   * Ends the run after `patience` evaluated epochs of which none was better than the best before them by more
   * than `minDelta` (BCE of the held-out pictures, else of the test set; default 0).
   */
  earlyStop: z.strictObject({ patience: count, minDelta: z.number().nonnegative().optional() }).optional(),
  /** Ends the run after so many minutes, pauses and evaluations included. Default: none. */
  maxMinutes: positive.optional(),
  /** Ends the run after so many steps, in the middle of an epoch too. Default: none. */
  maxSteps: count.optional(),
  /** Measured on the test set with each evaluation, beside BCE and PSNR. Default: none. */
  metrics: z.array(z.enum(metricNames)).max(metricNames.length).optional(),
  /** Epochs from one evaluation to the next; the last is always evaluated. Default 1. */
  evaluateEvery: count.optional(),
  /**
   * Pictures that an evaluation is made on, spread evenly over the test set, and over the held-out pictures;
   * after the last epoch it is made on all. Default 2000.
   */
  evaluateOn: count.optional(),
  /** Fewest seconds between two previews; they never take more than a fiftieth of the time. Default 1. */
  previewSeconds: z.number().nonnegative().optional(),
  /** When a run writes itself down, beside its end. `keep` newest ones stay, and the best. */
  checkpoints: z
    .strictObject({
      /** Default 1. */
      everyMinutes: positive.optional(),
      /** Whenever a multiple of it is passed, to one call of the engine: at most 16 steps late. Default: only by time. */
      everySteps: count.optional(),
      /** Default 2. */
      keep: count.max(1000).optional(),
    })
    .optional(),
};
