import { z } from 'zod';
import { defaultPresetName, presetNamed } from '../presets/index.ts';
import { ConfigError } from './errors.ts';
import { datasetNames, engineNames, lossNames } from './names.ts';
import { checkShapes } from './net-shapes.ts';
import { trainingOptions } from './training-options.ts';

const count = z.int().positive();

const denseNetSchema = z.strictObject({
  kind: z.literal('dense'),
  hidden: z.array(count.max(16_384)).max(8),
  codeSize: count.max(16_384),
});

const convLayerSchema = z.union([
  z.strictObject({
    conv: count.max(4096),
    kernel: count.max(64).optional(),
    padding: z.enum(['same', 'valid']).optional(),
  }),
  z.strictObject({ pool: count.max(64) }),
  z.strictObject({ up: count.max(64) }),
]);

const convNetSchema = z.strictObject({
  kind: z.literal('conv'),
  encoder: z.array(convLayerSchema).min(1).max(64),
  decoder: z.array(convLayerSchema).min(1).max(64),
});

const trainConfigSchema = z.strictObject({
  preset: z.string().min(1),
  dataset: z.enum(datasetNames),
  net: z.discriminatedUnion('kind', [denseNetSchema, convNetSchema]),
  loss: z.enum(lossNames),
  epochs: count.max(100_000),
  batchSize: count.max(65_536),
  learningRate: z.number().positive(),
  seed: z
    .int()
    .nonnegative()
    .max(2 ** 32 - 1),
  engine: z.enum(engineNames),
  /** Threads of one training step; absent: all cores. */
  threads: count.max(1024).optional(),
  ...trainingOptions,
});

/** All that decides a training run: same config, same engine, same bits. */
export type TrainConfig = z.infer<typeof trainConfigSchema>;

/** What a person may leave out: everything. The preset fills the gaps. */
export type TrainConfigInput = Partial<TrainConfig>;

/**
 * Fills a partial config from its preset and checks it.
 *
 * @example
 * resolveTrainConfig({ preset: "mnist-64", epochs: 3 }).net.codeSize // 64
 *
 * @throws {ConfigError} naming the first key that is unknown or has a value that cannot be.
 */
export function resolveTrainConfig(input: TrainConfigInput = {}): TrainConfig {
  const { dataset, net, epochs, batchSize, learningRate, name } = presetNamed(
    input.preset ?? defaultPresetName,
  );
  const stated = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return parseTrainConfig({
    preset: name,
    dataset,
    net,
    loss: 'bce',
    epochs,
    batchSize,
    learningRate,
    seed: 1,
    engine: 'native',
    ...stated,
  });
}

/** Checks a whole config, as a `config.json` holds it. @throws {ConfigError} */
export function parseTrainConfig(value: unknown): TrainConfig {
  const result = trainConfigSchema.safeParse(value);
  if (result.success) {
    checkShapes(result.data.net, result.data.dataset);
    return result.data;
  }
  const issue = result.error.issues[0]!;
  const place = issue.path.join('.');
  throw new ConfigError(`config${place ? ` '${place}'` : ''}: ${issue.message}`);
}
