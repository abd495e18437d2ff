import { join } from 'node:path';
import { replaceFile } from '@hourglass/files';
import type { DataFacts } from '@hourglass/models';
import { parseTrainConfig, type TrainConfig } from '@hourglass/models/config';
import { z } from 'zod';
import { RunError } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { parseJson } from '../files/parse-json.ts';

const CONFIG_VERSION = 1;

/** What `config.json` holds: all that is needed to repeat the run. */
export interface RunConfig {
  readonly version: 1;
  /** Version of the package that started the run. */
  readonly hourglass: string;
  /** Version of Node.js that started the run, such as `v20.20.2`. */
  readonly node: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Absolute path of the folder with the data; null: the environment's, else what is embedded. */
  readonly dataDir: string | null;
  readonly train: TrainConfig;
  /** What it was trained on; absent until the data were first loaded. */
  readonly data?: DataFacts;
}

/** A later version may mean something else by the same words. */
const versioned = z.looseObject({ version: z.int(), hourglass: z.string().optional() });

const envelope = z.object({
  version: z.literal(CONFIG_VERSION),
  hourglass: z.string(),
  node: z.string(),
  createdAt: z.iso.datetime(),
  dataDir: z.string().nullable(),
  train: z.unknown(),
  data: z.object({ sha256: z.string(), train: z.int(), test: z.int() }).exactOptional(),
});

/** @throws {RunError} `CONFIG_NEWER` if a newer Hourglass wrote it, `CONFIG_INVALID` if it cannot be used. */
export function parseConfig(text: string, path: string): RunConfig {
  try {
    const value = parseJson(text);
    const { data: newer } = versioned.safeParse(value);
    if (newer && newer.version > CONFIG_VERSION) throw newerError(path, newer);
    const config = envelope.parse(value);
    return { ...config, train: parseTrainConfig(config.train) };
  } catch (cause) {
    if (cause instanceof RunError) throw cause;
    throw new RunError('CONFIG_INVALID', `${path}: ${reason(cause)}`, { cause });
  }
}

export function encodeConfig(config: RunConfig): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

export function writeConfig(directory: string, config: RunConfig): Promise<void> {
  return replaceFile(join(directory, runFiles.config), encodeConfig(config));
}

function newerError(path: string, { version, hourglass }: z.infer<typeof versioned>): RunError {
  return new RunError(
    'CONFIG_NEWER',
    `${path} is of a newer Hourglass${hourglass ? ` (${hourglass})` : ''}: its version is ` +
      `${version}, this one reads up to ${CONFIG_VERSION}. Update hourglass to use this run.`,
  );
}

function reason(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return cause instanceof Error ? cause.message : String(cause);
  const issue = cause.issues[0]!;
  return `'${issue.path.join('.')}': ${issue.message}`;
}
