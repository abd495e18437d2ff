import { readFile } from 'node:fs/promises';
import { UsageError } from '@hourglass/command-line';
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
}

/**
 * What a preset's name or a config file and the flags ask for. Flags win. A file holds a config, or is the
 * config.json of an earlier run, which is repeated.
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
  const base = isPath(preset) ? await readConfig(preset) : { config: { preset } };
  const fallback = process.env.HOURGLASS_ENGINE ? { engine: process.env.HOURGLASS_ENGINE } : {};
  const whole = resolveTrainConfig({ ...fallback, ...base.config, ...stated } as TrainConfigInput);
  const config = set ? parseTrainConfig(laidOver(whole, set)) : whole;
  return { config, dataDir: options.data ?? base.dataDir };
}

/** `net.codeSize` changes one key of the net that is there; another `kind` is another thing altogether. */
function laidOver(base: unknown, value: unknown): unknown {
  if (!isRecord(base) || !isRecord(value)) return value;
  if (value.kind !== undefined && value.kind !== base.kind) return value;
  const keys = Object.entries(value).map(([key, own]) => [key, laidOver(base[key], own)]);
  return { ...base, ...Object.fromEntries(keys) };
}

async function readConfig(path: string): Promise<{ config: object; dataDir?: string }> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`config '${path}' cannot be read: ${error.code ?? error.message}`);
  });
  const value = parse(path, text);
  if (!isRecord(value)) throw new UsageError(`config '${path}' must hold one JSON object`);
  const { train, dataDir } = value;
  if (!isRecord(train)) return { config: value };
  return typeof dataDir === 'string' ? { config: train, dataDir } : { config: train };
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
