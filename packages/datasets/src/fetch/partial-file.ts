import { type FileHandle, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeWhole } from './write-file.ts';

/** What a server said by which the file's next piece can be asked for. */
export interface Validator {
  readonly url: string;
  /** A strong ETag, else the Last-Modified date: the value of `If-Range`. */
  readonly ifRange: string;
}

/** A file that is being fetched: its bytes so far in `<path>.part`, its validator in `<path>.part.json`. */
export interface PartialFile {
  readonly path: string;
  readonly folder: string;
  /** Bytes so far and their validator; undefined if a download from `url` cannot go on from them. */
  resumable(url: string): Promise<{ bytes: number; ifRange: string } | undefined>;
  /** Opens it to be written from `offset` on; what follows is cut off. Notes the validator, if there is one. */
  openAt(offset: number, validator: Validator | undefined): Promise<FileHandle>;
  /** Bytes that are there now. */
  size(): Promise<number>;
  remove(): Promise<void>;
}

export function partialFile(target: string): PartialFile {
  const path = `${target}.part`;
  const note = `${path}.json`;
  const size = async () => (await stat(path).catch(() => undefined))?.size ?? 0;
  return {
    path,
    folder: dirname(path),
    size,
    async resumable(url) {
      const validator = await readNote(note);
      const bytes = await size();
      return validator?.url === url && bytes > 0 ? { bytes, ifRange: validator.ifRange } : undefined;
    },
    async openAt(offset, validator) {
      // The note first goes, then comes: at no time does it stand beside bytes of another version.
      if (offset === 0) {
        await rm(note, { force: true });
        const file = await open(path, 'w');
        if (validator !== undefined) await writeWhole(note, JSON.stringify(validator));
        return file;
      }
      const file = await open(path, 'r+');
      await file.truncate(offset);
      return file;
    },
    async remove() {
      await rm(note, { force: true });
      await rm(path, { force: true });
    },
  };
}

async function readNote(path: string): Promise<Validator | undefined> {
  try {
    const { url, ifRange }: Partial<Validator> = JSON.parse(await readFile(path, 'utf8'));
    return typeof url === 'string' && typeof ifRange === 'string' ? { url, ifRange } : undefined;
  } catch {
    return undefined;
  }
}
