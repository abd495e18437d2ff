import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, systemCode } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { parseJson } from '../files/parse-json.ts';
import { manifestFile, manifestSchema, sha256 } from './manifest.ts';
import type { PendingCheckpoint } from './write-checkpoint.ts';

export interface FoundCheckpoint extends Omit<PendingCheckpoint, 'toldUntil'> {
  /** The name of its folder. */
  readonly name: string;
  /** As in a pending one; undefined if an older Hourglass wrote it. */
  readonly toldUntil: number | undefined;
}

/** A folder that holds no checkpoint that can be used. */
export interface DamagedCheckpoint {
  readonly name: string;
  readonly problem: string;
}

export interface FoundCheckpoints {
  /** The newest that is whole; undefined if there is none. */
  readonly newest: FoundCheckpoint | undefined;
  /** Folders that nobody needs while that one is there: older ones, and what was never finished. Newest first. */
  readonly older: readonly string[];
  /** Those that are newer, newest first. */
  readonly damaged: readonly DamagedCheckpoint[];
}

/** `.tmp` is what a process left that died while it wrote, `.old` what it left between two renames. */
const folderName = /^(\d+)(\.tmp|\.old)?$/;
const unfinished = /\.tmp$/;

/**
 * The one way to open a checkpoint: looks for the newest of which every file has the bytes and the checksum
 * that its manifest tells. Nothing else counts, and nothing is changed.
 */
export async function findCheckpoint(directory: string): Promise<FoundCheckpoints> {
  const parent = join(directory, runFiles.checkpoints);
  const names = await readdir(parent).catch(noneIfAbsent);
  const sorted = names.filter((name) => folderName.test(name)).sort(newestFirst);
  const damaged: DamagedCheckpoint[] = [];
  const never = sorted.filter((name) => unfinished.test(name));
  for (const [i, name] of sorted.entries()) {
    try {
      const newest = { name, ...(await readCheckpoint(join(parent, name))) };
      const passed = never.filter((other) => sorted.indexOf(other) < i);
      return { newest, older: [...sorted.slice(i + 1), ...passed], damaged };
    } catch (error) {
      if (unfinished.test(name)) continue;
      damaged.push({ name, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  return { newest: undefined, older: never, damaged };
}

/** If two have the same step, the one in its place comes first, then the one that was about to take it. */
function newestFirst(a: string, b: string): number {
  return Number.parseInt(b, 10) - Number.parseInt(a, 10) || a.length - b.length || (a < b ? 1 : -1);
}

function noneIfAbsent(error: unknown): string[] {
  if (systemCode(error) === 'ENOENT') return [];
  throw error;
}

/** @throws what is wrong with it. */
async function readCheckpoint(folder: string): Promise<Omit<FoundCheckpoint, 'name'>> {
  const { event, toldUntil, files: wanted } = parseManifest(await readWhole(folder, manifestFile));
  const files: Record<string, Uint8Array> = {};
  for (const [name, { bytes, sha256: sum }] of Object.entries(wanted)) {
    const content = await readWhole(folder, name);
    if (content.length !== bytes) throw new Error(`${name} has ${content.length} bytes instead of ${bytes}`);
    if (sha256(content) !== sum) throw new Error(`${name} is not what was written`);
    files[name] = content;
  }
  return { event, toldUntil, files };
}

function parseManifest(bytes: Buffer) {
  try {
    return manifestSchema.parse(parseJson(bytes.toString('utf8')));
  } catch {
    throw new Error(`${manifestFile} is cut short or of another version`);
  }
}

async function readWhole(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw new Error(`${name} cannot be read: ${reasonOf(error)}`);
  }
}
