import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../errors.ts';
import { runFiles } from '../../files/layout.ts';
import { manifestFile, manifestSchema, sha256 } from './manifest.ts';
import type { PendingCheckpoint } from './write-checkpoint.ts';

export interface FoundCheckpoint extends PendingCheckpoint {
  /** The name of its folder. */
  readonly name: string;
}

export interface FoundCheckpoints {
  /** The newest that is whole; undefined if there is none. */
  readonly newest: FoundCheckpoint | undefined;
  /** Folders of older ones, which are taken as whole until they are needed. */
  readonly older: readonly string[];
  /** What is wrong with those that are newer. */
  readonly damaged: readonly string[];
}

/** `.old` is what a process left that died between two renames. */
const folderName = /^(\d+)(\.old)?$/;

/** Looks for the newest whole checkpoint. Changes nothing. @param logBytes size of `metrics.jsonl`. */
export async function findCheckpoint(directory: string, logBytes: number): Promise<FoundCheckpoints> {
  const parent = join(directory, runFiles.checkpoints);
  const names = await readdir(parent).catch(() => []);
  const sorted = names
    .filter((name) => folderName.test(name))
    .sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10) || a.length - b.length);
  const damaged: string[] = [];
  for (const [i, name] of sorted.entries()) {
    try {
      const newest = { name, ...(await readCheckpoint(join(parent, name), logBytes)) };
      return { newest, older: sorted.slice(i + 1), damaged };
    } catch (error) {
      damaged.push(`${runFiles.checkpoints}/${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { newest: undefined, older: [], damaged };
}

/** @throws what is wrong with it. */
async function readCheckpoint(folder: string, logBytes: number): Promise<PendingCheckpoint> {
  const manifest = parseManifest(await readWhole(folder, manifestFile));
  if (manifest.told > logBytes) throw new Error(`${runFiles.metrics} is shorter than when it was written`);
  const files: Record<string, Uint8Array> = {};
  for (const [name, { bytes, sha256: sum }] of Object.entries(manifest.files)) {
    const content = await readWhole(folder, name);
    if (content.length !== bytes) throw new Error(`${name} has ${content.length} bytes instead of ${bytes}`);
    if (sha256(content) !== sum) throw new Error(`${name} is not what was written`);
    files[name] = content;
  }
  return { event: manifest.event, told: manifest.told, files };
}

function parseManifest(bytes: Buffer) {
  try {
    return manifestSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw new Error(`${manifestFile} is cut short or of another version`);
  }
}

async function readWhole(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw new Error(`${name} cannot be read (${systemCode(error)})`);
  }
}
