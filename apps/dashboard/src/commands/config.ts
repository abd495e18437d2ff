import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '@hourglass/command-line';
import type { DataFacts } from '@hourglass/models';
import {
  parseTrainConfig,
  resolveTrainConfig,
  type TrainConfig,
  type TrainConfigInput,
} from '@hourglass/models/config';
import { placeOf } from '../data/place-of.ts';
import type { TrainOptions } from '../options.ts';
import { isPath } from '../suggestions.ts';

/** What to train, and on which files. */
export interface TrainRequest {
  readonly config: TrainConfig;
  readonly dataDir: string | undefined;
  /** What it must be trained on: a run is repeated on the same data. */
  readonly data: DataFacts | undefined;
}

/**
 * What a preset's name or a config file and the flags ask for. Flags win. A file holds a config, or is the
 * config.json of an earlier run, which is repeated: on the data that it was trained on, unless others are asked for.
 */
export async function requestFrom(preset: string, options: TrainOptions): Promise<TrainRequest> {
  const { dataset, epochs, batchSize, learningRate, seed, engine, loss, threads } = options;
  const { maxMinutes, maxSteps, set } = options;
  const own = {
    dataset: dataset && placeOf(dataset),
    epochs,
    batchSize,
    learningRate,
    seed,
    engine,
    loss,
    threads,
  };
  const flags = { ...own, maxMinutes, maxSteps, shape: options.shape, background: options.background };
  const stated = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  const base: Base = isPath(preset) ? await readConfig(preset) : { config: { preset } };
  const fallback = process.env.HOURGLASS_ENGINE ? { engine: process.env.HOURGLASS_ENGINE } : {};
  const whole = resolveTrainConfig({ ...fallback, ...base.config, ...stated } as TrainConfigInput);
  const config = set ? parseTrainConfig(laidOver(whole, set)) : whole;
  const isRepeated = base.data && !options.changedData && isOfSameData(config, base.config);
  return { config, dataDir: options.data ?? base.dataDir, data: isRepeated ? base.data : undefined };
}

/** `net.codeSize` changes one key of the net that is there; another `kind` is another thing altogether. */
function laidOver(base: unknown, value: unknown): unknown {
  if (!isRecord(base) || !isRecord(value)) return value;
  if (value.kind !== undefined && value.kind !== base.kind) return value;
  const keys = Object.entries(value).map(([key, own]) => [key, laidOver(base[key], own)]);
  return { ...base, ...Object.fromEntries(keys) };
}

/** What the flags are laid over. */
interface Base {
  readonly config: Readonly<Record<string, unknown>>;
  readonly dataDir?: string;
  readonly data?: DataFacts;
}

/** Whether a config still asks for the data that it asked for before flags changed it. */
function isOfSameData(config: TrainConfig, before: Base['config']): boolean {
  const { dataset, shape, background } = resolveTrainConfig(before as TrainConfigInput);
  return isDeepStrictEqual([config.dataset, config.shape, config.background], [dataset, shape, background]);
}

async function readConfig(path: string): Promise<Base> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`config '${path}' cannot be read: ${error.code ?? error.message}`);
  });
  const value = parse(path, text);
  if (!isRecord(value)) throw new UsageError(`config '${path}' must hold one JSON object`);
  const { train, dataDir, data } = value;
  if (!isRecord(train)) return { config: value };
  return {
    config: train,
    ...(typeof dataDir === 'string' && { dataDir }),
    ...(data !== undefined && { data: dataFactsIn(path, data) }),
  };
}

function dataFactsIn(path: string, value: unknown): DataFacts {
  const { sha256, train, test } = isRecord(value) ? value : {};
  if (typeof sha256 === 'string' && typeof train === 'number' && typeof test === 'number') {
    return { sha256, train, test };
  }
  throw new UsageError(`config '${path}': its 'data' must hold sha256, train and test, or be left out`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(path: string, text: string): unknown {
  try {
    // Some editors put a byte order mark first.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`config '${path}' is not JSON: ${(error as Error).message}`);
  }
}
