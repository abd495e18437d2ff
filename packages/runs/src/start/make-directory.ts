import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '@hourglass/files';
import { RunError, reasonOf, systemCode } from '../errors.ts';
import { newRunId } from './run-id.ts';

/** Two ids made in one second differ in four random letters; more tries than this are a sign of something else. */
const tries = 10;

/** Makes the home, if need be, and in it a directory that no other run has. @throws {RunError} `HOME_UNWRITABLE`. */
export async function makeRunDirectory(
  home: string,
  preset: string,
  nextId: (preset: string, now: Date) => string = newRunId,
): Promise<{ id: string; directory: string }> {
  const where = resolve(home);
  try {
    await makeFolder(where);
    for (let attempt = 1; ; attempt++) {
      const id = nextId(preset, new Date());
      if (await isNew(join(where, id), attempt)) return { id, directory: join(where, id) };
    }
  } catch (cause) {
    throw new RunError(
      'HOME_UNWRITABLE',
      `runs home '${where}' cannot be written: ${reasonOf(cause)}. ` +
        'Choose another folder with --runs or HOURGLASS_RUNS.',
      { cause },
    );
  }
}

/** `mkdir` without `recursive` is the test and the taking in one. */
async function isNew(directory: string, attempt: number): Promise<boolean> {
  try {
    await mkdir(directory);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && attempt < tries) return false;
    throw error;
  }
}
