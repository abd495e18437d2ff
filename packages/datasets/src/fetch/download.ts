import { open, rename } from 'node:fs/promises';
import type { DatasetDownload } from '../catalog/record.ts';
import { fileChecksumLike } from '../checksum.ts';
import { MirrorError } from './mirror-error.ts';
import { type PartialFile, partialFile } from './partial-file.ts';
import { pause } from './pause.ts';
import { type TransferOptions, transfer } from './transfer.ts';
import { onDisk } from './write-file.ts';

/**
 * Gets a file from the first mirror that gives its official bytes. They go to `<path>.part`, are checked there,
 * and only then get the name `path`. A try that breaks off goes on where it stopped, now or in a later call.
 *
 * @returns undefined, or for each mirror why it did not work.
 * @throws {DatasetError} `CACHE_UNUSABLE`
 * @throws `signal.reason` if it was stopped.
 */
export async function download(
  wanted: DatasetDownload,
  mirrors: readonly string[],
  path: string,
  options: TransferOptions,
): Promise<readonly string[] | undefined> {
  const part = partialFile(path);
  const reasons: string[] = [];
  for (const mirror of mirrors) {
    const reason = await fromMirror(mirror + wanted.name, wanted, part, options);
    if (reason === undefined) {
      await publish(part, path);
      return undefined;
    }
    reasons.push(`${new URL(mirror).host}: ${reason}`);
  }
  return reasons;
}

/** Tries one mirror until `part` is right, or as often as makes sense. Returns the last reason, if it is not. */
async function fromMirror(
  url: string,
  wanted: DatasetDownload,
  part: PartialFile,
  options: TransferOptions,
): Promise<string | undefined> {
  const { tries, backoffMs } = options.limits;
  // A try that brings a good piece more than any before does not count as failed; so there are few of those too.
  const goodPiece = wanted.bytes / 64;
  let best = (await part.resumable(url))?.bytes ?? 0;
  let failed = 0;
  for (;;) {
    try {
      await transfer(url, wanted, part, options);
      await check(wanted, part);
      return undefined;
    } catch (error) {
      if (!(error instanceof MirrorError)) throw error;
      const bytes = await part.size();
      if (bytes < best + goodPiece) failed++;
      best = Math.max(best, bytes);
      if (!error.again || failed >= tries) return error.message;
      await pause(backoffMs * 2 ** failed, options.signal);
    }
  }
}

/** Reads the file back: what counts is what is on the disk, whoever wrote it and in how many tries. */
async function check(wanted: DatasetDownload, part: PartialFile): Promise<void> {
  const actual = await onDisk(part.folder, () => fileChecksumLike(wanted.checksum, part.path));
  if (actual === wanted.checksum) return;
  await part.remove();
  throw new MirrorError(`other bytes than the official ones (${actual})`, { again: true });
}

async function publish(part: PartialFile, path: string): Promise<void> {
  await onDisk(part.folder, async () => {
    await rename(part.path, path);
    await part.remove(); // The note that stood beside it.
    await syncFolder(part.folder);
  });
}

/** Makes the new name outlast a power cut. Windows cannot open folders, and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
