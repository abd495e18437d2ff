import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingEvent } from '@hourglass/models/config';
import { RunError, reasonOf, systemCode } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { sameFile } from '../files/same-file.ts';

/**
 * Appends events to `metrics.jsonl`, one write of a full line each. A write goes on while the run does: only
 * the next event waits for it.
 */
export class EventWriter {
  readonly #file: FileHandle;
  readonly #path: string;
  /** Whether the file at its path is still the one that is written. */
  readonly isInPlace: () => Promise<boolean>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, path: string, isInPlace: () => Promise<boolean>) {
    this.#file = file;
    this.#path = path;
    this.isInPlace = isInPlace;
  }

  /** @throws {RunError} `LOG_UNWRITABLE` */
  static async open(directory: string): Promise<EventWriter> {
    const path = join(directory, runFiles.metrics);
    try {
      const file = await open(path, 'a');
      return new EventWriter(file, path, await sameFile(file, path));
    } catch (cause) {
      throw unwritable(path, cause);
    }
  }

  /** @throws {RunError} `LOG_UNWRITABLE` of the event before; readers then see at most a half-written last line. */
  async append(event: TrainingEvent): Promise<void> {
    await this.#writing;
    const line = `${JSON.stringify(event)}\n`;
    this.#writing = this.#file.appendFile(line).catch((cause) => {
      throw unwritable(this.#path, cause);
    });
    // Told to whoever waits for it next.
    this.#writing.catch(() => {});
  }

  /**
   * Makes sure that a power cut takes nothing of what was appended.
   * @throws {RunError} `LOG_UNWRITABLE`
   */
  async sync(): Promise<void> {
    await this.#writing;
    // Not every kind of file can: a device, or a pipe.
    await this.#file.sync().catch(() => {});
  }

  async close(): Promise<void> {
    await this.sync().catch(() => {});
    await this.#file.close();
  }
}

function unwritable(path: string, cause: unknown): RunError {
  const advice = systemCode(cause) === 'ENOSPC' ? ' Make room and resume the run.' : '';
  return new RunError('LOG_UNWRITABLE', `cannot append to ${path}: ${reasonOf(cause)}.${advice}`, { cause });
}
