import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder, writeSynced } from '@hourglass/files';

/** @throws if the folder is there and not empty, unless it may be overwritten. */
export async function checkTarget(target: string, force: boolean): Promise<void> {
  if (force || !existsSync(target)) return;
  const names = await readdir(target).catch(() => ['']);
  if (names.length === 0) return;
  throw new Error(`'${target}' is there already. Choose another with --out, or overwrite it with --force.`);
}

/**
 * Writes files into a folder: all of them beside it first, then each is renamed into its place. So a failure
 * leaves no half of a file, and a new folder is there whole or not at all. What else is in it stays.
 *
 * @param files bytes by relative path, with forward slashes.
 * @returns the paths of the files, sorted.
 */
export async function writeFolder(
  target: string,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<string[]> {
  const unfinished = join(dirname(target), `.${basename(target)}-${randomUUID()}`);
  await makeFolder(unfinished);
  const paths = Object.keys(files).map((path) => join(...path.split('/')));
  try {
    for (const [i, bytes] of Object.values(files).entries()) {
      const file = join(unfinished, paths[i]!);
      await makeFolder(dirname(file));
      await writeSynced(file, bytes);
    }
    if (existsSync(target)) {
      for (const path of paths) {
        await makeFolder(dirname(join(target, path)));
        await rename(join(unfinished, path), join(target, path));
      }
    } else await rename(unfinished, target);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return paths.map((path) => join(target, path)).sort();
}
