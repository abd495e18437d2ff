import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '@hourglass/files';
import type { FileState } from '../folder/file-state.ts';
import type { PathKey } from '../folder/path-key.ts';
import { inStore } from './in-store.ts';

/** A file as it was when it was last read: a picture by the checksum of its content, or broken. */
export interface KnownFile {
  readonly state: FileState;
  readonly readAt: number;
  readonly sha256?: string;
  /** Why it cannot be read. */
  readonly broken?: string;
}

export type KnownFiles = Map<PathKey, KnownFile>;

/** One line of the log: what a path holds now, or that it is gone. */
export type LogLine = { readonly path: PathKey } & (KnownFile | { readonly gone: true });

const FILE = 'files.jsonl';

/**
 * What is known of each file, as a log: the last line of a path counts. It is only appended to; a last line that
 * is not whole was not said. A line that is lost costs no more than to read a file again.
 */
export class FileLog {
  readonly known: KnownFiles = new Map();
  /** Every content that the log ever named. */
  readonly mentioned = new Set<string>();
  readonly #store: string;
  #bytes = 0;
  #lines = 0;

  private constructor(store: string) {
    this.#store = store;
  }

  static async open(store: string): Promise<FileLog> {
    const log = new FileLog(store);
    const bytes = await inStore(store, () => readFile(join(store, FILE)).catch(noneIfAbsent));
    log.#bytes = bytes.lastIndexOf('\n') + 1;
    for (const line of bytes.toString('utf8', 0, log.#bytes).split('\n')) log.#take(parse(line));
    return log;
  }

  /** Contents that some file has now. */
  referenced(): Set<string> {
    const contents = new Set<string>();
    for (const { sha256 } of this.known.values()) if (sha256 !== undefined) contents.add(sha256);
    return contents;
  }

  /** Adds lines, durably. */
  async append(lines: readonly LogLine[]): Promise<void> {
    if (lines.length === 0) return;
    const data = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await inStore(this.#store, async () => {
      const handle = await open(join(this.#store, FILE), this.#bytes === 0 ? 'w' : 'r+');
      try {
        await handle.truncate(this.#bytes);
        for (let done = 0; done < data.length; ) {
          done += (await handle.write(data, done, data.length - done, this.#bytes + done)).bytesWritten;
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
    this.#bytes += data.length;
    for (const line of lines) this.#take(line);
  }

  /** Writes the log anew where most of its lines count no more. */
  async tidy(): Promise<void> {
    if (this.#lines <= 2 * this.known.size + 1000) return;
    const lines = [...this.known].map(([path, file]) => `${JSON.stringify({ path, ...file })}\n`).join('');
    await inStore(this.#store, () => replaceFile(join(this.#store, FILE), lines));
    this.#bytes = Buffer.byteLength(lines);
    this.#lines = this.known.size;
  }

  #take(line: LogLine | undefined): void {
    if (line === undefined) return;
    this.#lines++;
    const { path, ...file } = line;
    if ('gone' in file) {
      this.known.delete(path);
      return;
    }
    this.known.set(path, file);
    if (file.sha256 !== undefined) this.mentioned.add(file.sha256);
  }
}

function parse(text: string): LogLine | undefined {
  try {
    const line = JSON.parse(text);
    const isWhole =
      typeof line.path === 'string' && (line.gone === true || typeof line.state?.size === 'number');
    return isWhole ? line : undefined;
  } catch {
    return undefined;
  }
}

function noneIfAbsent(error: NodeJS.ErrnoException): Buffer {
  if (error.code === 'ENOENT') return Buffer.alloc(0);
  throw error;
}
