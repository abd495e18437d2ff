import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { RunError } from '../errors.ts';
import { runFiles } from '../files/layout.ts';

const weights = ['weights.json', 'weights.bin'] as const;

/**
 * The folder of a run's newest weights, as an absolute path.
 * @throws {RunError} `NO_CHECKPOINT` if it has saved none.
 */
export async function newestCheckpoint(directory: string): Promise<string> {
  const parent = resolve(directory, runFiles.checkpoints);
  const names = await readdir(parent).catch(() => []);
  const newest = names
    .filter((name) => /^\d+$/.test(name) && weights.every((file) => existsSync(join(parent, name, file))))
    .sort((a, b) => Number(b) - Number(a))[0];
  if (newest !== undefined) return join(parent, newest);
  throw new RunError(
    'NO_CHECKPOINT',
    `run '${basename(resolve(directory))}' has saved no weights yet. A run saves them when it ends.`,
  );
}
