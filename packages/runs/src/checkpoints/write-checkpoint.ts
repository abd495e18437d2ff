import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, writeSynced } from '@hourglass/files';
import type { CheckpointEvent } from '@hourglass/models/config';
import { systemCode } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { type Manifest, manifestFile, sha256 } from './manifest.ts';

/** A checkpoint that is ready to be written. */
export interface PendingCheckpoint {
  readonly event: CheckpointEvent;
  /** Time of the last event that belongs to it. Later ones are cut off when the run goes on from here. */
  readonly toldUntil: number;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Where the checkpoint of a step is, relative to the run directory, with forward slashes. */
export const checkpointPath = (step: number) => `${runFiles.checkpoints}/${step}`;

/**
 * Writes a checkpoint, whole or not at all: under another name first, all of it on the disk before it is
 * renamed. One of the same step that is there already makes room only then.
 */
export async function writeCheckpoint(directory: string, pending: PendingCheckpoint): Promise<void> {
  const parent = join(directory, runFiles.checkpoints);
  const final = join(directory, checkpointPath(pending.event.step));
  const unfinished = `${final}.tmp`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    // Not the run directory: that it is there no more is no reason to make it anew.
    await mkdir(parent).catch(unlessThere);
    await mkdir(unfinished);
    for (const [name, bytes] of Object.entries(pending.files))
      await writeSynced(join(unfinished, name), bytes);
    await writeSynced(
      join(unfinished, manifestFile),
      Buffer.from(`${JSON.stringify(manifestOf(pending), null, 2)}\n`),
    );
    await syncFolder(unfinished);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  const old = `${final}.old`;
  await rm(old, { recursive: true, force: true });
  await rename(final, old).catch(() => {});
  await rename(unfinished, final);
  await syncFolder(parent);
  await rm(old, { recursive: true, force: true });
}

function unlessThere(error: unknown): void {
  if (systemCode(error) !== 'EEXIST') throw error;
}

function manifestOf({ event, toldUntil, files }: PendingCheckpoint): Manifest {
  const entries = Object.entries(files).map(([name, bytes]) => {
    return [name, { bytes: bytes.length, sha256: sha256(bytes) }] as const;
  });
  return { version: 1, toldUntil, event, files: Object.fromEntries(entries) };
}
