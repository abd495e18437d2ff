import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { print, UsageError } from '@hourglass/command-line';
import { replaceFile } from '@hourglass/files';

/** Where and how results are printed. */
export interface OutputOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly svg?: boolean;
  readonly out?: string;
}

/** Said before minutes are spent on what could not be written. @throws {UsageError} */
export async function checkOutput({ out }: OutputOptions): Promise<void> {
  if (out === undefined) return;
  try {
    await access(dirname(out), constants.W_OK);
  } catch {
    throw new UsageError(`--out '${out}': its folder does not exist or cannot be written to.`);
  }
  const there = await stat(out).catch(() => undefined);
  if (there && !there.isFile()) throw new UsageError(`--out '${out}' is not a file.`);
}

/** Writes the text to the file or to stdout. A file appears whole or not at all. */
export async function writeOutput(text: string, { out }: OutputOptions): Promise<void> {
  if (out === undefined) {
    print(text);
    return;
  }
  await replaceFile(out, text);
}
