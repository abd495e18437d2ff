import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runFiles } from '../files/layout.ts';

/**
 * Saves weights as `checkpoints/<step>`, whole or not at all: they are written under another name first.
 *
 * @returns the path relative to the run directory, with forward slashes.
 */
export async function writeCheckpoint(
  directory: string,
  step: number,
  save: (directory: string) => Promise<void>,
): Promise<string> {
  const parent = join(directory, runFiles.checkpoints);
  const unfinished = join(parent, `.${step}.tmp`);
  await mkdir(unfinished, { recursive: true });
  await save(unfinished);
  await rm(join(parent, String(step)), { recursive: true, force: true });
  await rename(unfinished, join(parent, String(step)));
  return `${runFiles.checkpoints}/${step}`;
}
