import { engineNames } from '@hourglass/engine/names';
import { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { lossSchema, penalties } from '../options/loss-schema.ts';
import { netSchema } from '../options/net-schema.ts';
import { teacherSchema } from '../options/teacher.ts';
import { trainingOptions } from '../options/training-options.ts';
import { defaultPresetName, presetNamed } from '../presets/index.ts';
import { dataOptions, pictureShapeOf, withShape } from './data-config.ts';
import { checkShapes } from './net-shapes.ts';

const count = z.int().positive();

const trainConfigSchema = z.strictObject({
  preset: z.string().min(1),
  ...dataOptions,
  net: netSchema,
  loss: lossSchema,
  ...penalties,
  /** Who says what the codes of a net of kind `meaning` mean. Default: nobody. */
  teacher: teacherSchema.optional(),
  epochs: count.max(100_000),
  batchSize: count.max(65_536),
  learningRate: z.number().positive(),
  seed: z
    .int()
    .nonnegative()
    .max(2 ** 32 - 1),
  /** What was asked for; absent: the first that works. What ran is in the event `run-started`. */
  engine: z.enum(engineNames).optional(),
  /** Threads of one training step; absent: all cores. */
  threads: count.max(1024).optional(),
  ...trainingOptions,
});

/** All that decides a training run: same config, same engine that ran, same bits. */
export type TrainConfig = z.infer<typeof trainConfigSchema>;

/** What a person may leave out: everything. The preset fills the gaps. */
export type TrainConfigInput = Partial<TrainConfig>;

/**
 * Fills a partial config from its preset and checks it. If a folder is to be trained on, its pictures are brought
 * to the shape of the preset's own, unless `shape` says another.
 *
 * @example
 * resolveTrainConfig({ preset: "mnist-64", epochs: 3 }).net.codeSize // 64
 *
 * @throws {ConfigError} naming the first key that is unknown or has a value that cannot be.
 */
export function resolveTrainConfig(input: TrainConfigInput = {}): TrainConfig {
  const { name, description: _, ...preset } = presetNamed(input.preset ?? defaultPresetName);
  const stated = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const config = { loss: 'bce', ...preset, seed: 1, ...stated, preset: name };
  return parseTrainConfig(withShape(config, preset.dataset));
}

/** Checks a whole config, as a `config.json` holds it. @throws {ConfigError} */
export function parseTrainConfig(value: unknown): TrainConfig {
  const result = trainConfigSchema.safeParse(value);
  if (result.success) {
    checkShapes(result.data.net, pictureShapeOf(result.data));
    checkTeacher(result.data);
    return result.data;
  }
  const issue = result.error.issues[0]!;
  const place = issue.path.join('.');
  throw new ConfigError(`config${place ? ` '${place}'` : ''}: ${issue.message}`);
}

function checkTeacher({ net, teacher, views }: TrainConfig): void {
  if (views && teacher?.epochs !== undefined) {
    throw new ConfigError(
      "config 'teacher.epochs': meanings of pictures that are altered in each epoch cannot be kept; leave it out, or 'views'.",
    );
  }
  if ((net.kind === 'meaning') === (teacher !== undefined)) return;
  throw new ConfigError(
    teacher
      ? `config 'teacher': a ${net.kind} net has no numbers that are taught; leave it out, or take a net of kind meaning.`
      : "config 'teacher': a net of kind meaning needs one, such as { recipe: 'digits', weight: 0.5 }.",
  );
}
