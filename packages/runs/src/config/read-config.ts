import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findCheckpoint } from '../checkpoints/find-checkpoint.ts';
import { isAbsence, RunError, reasonOf } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { parseConfig, type RunConfig } from './run-config.ts';

export interface ReadConfig {
  readonly config: RunConfig;
  /** What is wrong with `config.json`, and what was taken instead; empty if nothing is. */
  readonly warnings: readonly string[];
}

/**
 * The config of a run: `config.json`, or if that is lost or damaged, the copy in the newest whole checkpoint.
 *
 * @throws {RunError} `NOT_A_RUN` if there is neither, `CONFIG_NEWER` if a newer Hourglass wrote it,
 * `CONFIG_INVALID` if it cannot be used and there is no copy.
 */
export async function readConfig(directory: string): Promise<ReadConfig> {
  const path = join(directory, runFiles.config);
  try {
    return { config: parseConfig(await readText(directory, path), path), warnings: [] };
  } catch (error) {
    if (!(error instanceof RunError) || error.code === 'CONFIG_NEWER') throw error;
    const copy = await copyOf(directory);
    if (!copy) throw error;
    const { name, config } = copy;
    const warning = `${runFiles.config} is lost or damaged (${error.message}); the copy in ${runFiles.checkpoints}/${name} is taken.`;
    return { config, warnings: [warning] };
  }
}

async function copyOf(directory: string): Promise<{ name: string; config: RunConfig } | undefined> {
  const { newest } = await findCheckpoint(directory).catch(() => ({ newest: undefined }));
  const bytes = newest?.files[runFiles.config];
  if (!newest || !bytes) return undefined;
  const path = join(directory, runFiles.checkpoints, newest.name, runFiles.config);
  return { name: newest.name, config: parseConfig(Buffer.from(bytes).toString('utf8'), path) };
}

/** @throws {RunError} `NOT_A_RUN` if there is none, `CONFIG_INVALID` if it cannot be read. */
async function readText(directory: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (!isAbsence(cause)) {
      throw new RunError('CONFIG_INVALID', `${path} cannot be read: ${reasonOf(cause)}.`, { cause });
    }
    throw new RunError(
      'NOT_A_RUN',
      `'${directory}' is not a run: there is no ${runFiles.config} in it. ` +
        '`hourglass runs` lists the runs there are.',
      { cause },
    );
  }
}
