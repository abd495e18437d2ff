import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingEvent } from '@hourglass/models/config';
import { RunError, systemCode } from '../errors.ts';
import { runFiles } from '../files/layout.ts';

/** Appends events to `metrics.jsonl`, one write of a full line each. */
export class EventWriter {
  readonly #file: FileHandle;
  readonly #path: string;

  private constructor(file: FileHandle, path: string) {
    this.#file = file;
    this.#path = path;
  }

  /** @throws {RunError} `LOG_UNWRITABLE` */
  static async open(directory: string): Promise<EventWriter> {
    const path = join(directory, runFiles.metrics);
    try {
      return new EventWriter(await open(path, 'a'), path);
    } catch (cause) {
      throw unwritable(path, cause);
    }
  }

  /** @throws {RunError} `LOG_UNWRITABLE`; readers then see at most a half-written last line. */
  async append(event: TrainingEvent): Promise<void> {
    try {
      await this.#file.appendFile(`${JSON.stringify(event)}\n`);
    } catch (cause) {
      throw unwritable(this.#path, cause);
    }
  }

  /** Makes sure that a power cut takes nothing of what was appended. */
  async close(): Promise<void> {
    await this.#file.sync().catch(() => {});
    await this.#file.close();
  }
}

function unwritable(path: string, cause: unknown): RunError {
  const code = systemCode(cause);
  const why = code === 'ENOSPC' ? 'the disk is full. Make room and start again' : (code ?? String(cause));
  return new RunError('LOG_UNWRITABLE', `cannot append to ${path}: ${why}.`, { cause });
}
