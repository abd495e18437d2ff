import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTrainConfig, type TrainConfig } from '@hourglass/models/config';
import { z } from 'zod';
import { RunError, systemCode } from '../errors.ts';
import { runFiles } from './layout.ts';
import { parseJson } from './parse-json.ts';

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
});

/**
 * @throws {RunError} `NOT_A_RUN` if there is no `config.json`, `CONFIG_NEWER` if a newer Hourglass wrote it,
 * `CONFIG_INVALID` if it cannot be used.
 */
export async function readConfig(directory: string): Promise<RunConfig> {
  const text = await readText(directory);
  try {
    const value = parseJson(text);
    const { data: newer } = versioned.safeParse(value);
    if (newer && newer.version > CONFIG_VERSION) throw newerError(directory, newer);
    const config = envelope.parse(value);
    return { ...config, train: parseTrainConfig(config.train) };
  } catch (cause) {
    if (cause instanceof RunError) throw cause;
    throw new RunError('CONFIG_INVALID', `${join(directory, runFiles.config)}: ${reason(cause)}`, { cause });
  }
}

function newerError(directory: string, { version, hourglass }: z.infer<typeof versioned>): RunError {
  return new RunError(
    'CONFIG_NEWER',
    `${join(directory, runFiles.config)} is of a newer Hourglass${hourglass ? ` (${hourglass})` : ''}: its version is ` +
      `${version}, this one reads up to ${CONFIG_VERSION}. Update hourglass to use this run.`,
  );
}

async function readText(directory: string): Promise<string> {
  try {
    return await readFile(join(directory, runFiles.config), 'utf8');
  } catch (cause) {
    const code = systemCode(cause) ?? String(cause);
    throw new RunError(
      'NOT_A_RUN',
      `'${directory}' is not a run: cannot read its ${runFiles.config} (${code}). ` +
        '`hourglass runs` lists the runs there are.',
      { cause },
    );
  }
}

function reason(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return cause instanceof Error ? cause.message : String(cause);
  const issue = cause.issues[0]!;
  return `'${issue.path.join('.')}': ${issue.message}`;
}
