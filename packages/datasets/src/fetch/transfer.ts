import type { FileHandle } from 'node:fs/promises';
import type { Dispatcher } from 'undici';
import type { DatasetDownload } from '../catalog/record.ts';
import { arriving } from './arriving.ts';
import type { DownloadLimits } from './limits.ts';
import { MirrorError } from './mirror-error.ts';
import { openResponse } from './open-response.ts';
import type { PartialFile } from './partial-file.ts';
import { planTransfer } from './plan-transfer.ts';
import { watchPace } from './watch-pace.ts';
import { onDisk } from './write-file.ts';

export interface TransferOptions {
  readonly dispatcher: Dispatcher;
  readonly limits: DownloadLimits;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of the file that are here, after each piece. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * One try to get the bytes of a file that `part` lacks, from one URL. When it returns, `part` has the right size
 * and is safely on the disk; its checksum is still to be checked.
 *
 * @throws {MirrorError} if the server is to blame, `CACHE_UNUSABLE` if the disk is, `signal.reason` if it was stopped.
 */
export async function transfer(
  url: string,
  wanted: DatasetDownload,
  part: PartialFile,
  { dispatcher, limits, signal, onBytes }: TransferOptions,
): Promise<void> {
  const pace = watchPace(limits);
  const either = signal === undefined ? pace.signal : AbortSignal.any([signal, pace.signal]);
  try {
    const resume = await part.resumable(url);
    const headers = resume && { range: `bytes=${resume.bytes}-`, 'if-range': resume.ifRange };
    const response = await openResponse(url, headers ?? {}, { dispatcher, signal: either, ...limits });
    const pieces = arriving(response.body);
    try {
      const { offset, validator } = await planTransfer(url, response, wanted, part, resume);
      const file = await onDisk(part.folder, () => part.openAt(offset, validator));
      try {
        await receive(pieces, file, offset, wanted.bytes, part.folder, (bytes) => {
          pace.note(bytes - offset);
          onBytes(bytes);
        });
        await onDisk(part.folder, () => file.sync());
      } finally {
        await file.close();
      }
    } finally {
      response.body.destroy();
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw pace.signal.aborted ? pace.signal.reason : error;
  } finally {
    pace.stop();
  }
}

async function receive(
  pieces: AsyncIterable<Uint8Array>,
  file: FileHandle,
  offset: number,
  end: number,
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let at = offset;
  for await (const piece of pieces) {
    if (at + piece.length > end)
      throw new MirrorError(`more than the ${end} bytes of the file`, { again: false });
    const from = at;
    await onDisk(folder, () => writeAll(file, piece, from));
    at += piece.length;
    onBytes(at);
  }
  if (at < end) throw new MirrorError(`cut off after ${at} of ${end} bytes`, { again: true });
}

/** A write may take less than it is given, as when the disk is nearly full. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
