import { basename } from 'node:path';
import { RunError } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { holderOf, type RunLock, takeLock } from '../files/lock-file.ts';
import type { EventWriter } from './event-writer.ts';

/** How often to look whether the directory is still there, in milliseconds. */
const everyMs = 1000;

/** How long a run may take to end that has lost its place: it may be loading, or measuring. */
const patienceMs = 10_000;

/**
 * The directory that this process took, as long as it has it. A run whose folder is deleted, moved or replaced
 * would train on unseen, and make parts of the folder anew: it ends.
 */
export class Place {
  readonly directory: string;
  readonly #lock: RunLock;
  readonly #log: EventWriter;
  #lost: RunError | undefined;

  constructor(directory: string, lock: RunLock, log: EventWriter) {
    this.directory = directory;
    this.#lock = lock;
    this.#log = log;
  }

  /** Why the run cannot go on here; undefined as long as it can. */
  get lost(): RunError | undefined {
    return this.#lost;
  }

  /** Looks every second. @returns what ends that. */
  watch(whenLost: () => void): () => void {
    const timer = setInterval(async () => {
      await this.#look().catch(() => {});
      if (!this.#lost) return;
      clearInterval(timer);
      whenLost();
      setTimeout(() => process.exit(1), patienceMs).unref();
    }, everyMs);
    return () => clearInterval(timer);
  }

  /** To be asked before anything is made in the directory. @throws {RunError} `RUN_GONE` */
  async check(): Promise<void> {
    const holder = await holderOf(this.directory, this.#lock);
    if (holder === 'own' || holder === 'unknown') return;
    if (holder === 'another' || !(await this.#log.isInPlace())) {
      throw this.#lose(`its folder ${this.directory} was deleted, moved or replaced while it was at work`);
    }
    // Somebody has taken away the lock alone.
    await takeLock(this.directory, this.#lock).catch(() => {});
  }

  async #look(): Promise<void> {
    await this.check();
    if (await this.#log.isInPlace()) return;
    this.#lose(`its ${runFiles.metrics} was deleted or replaced while it was at work`);
  }

  #lose(why: string): RunError {
    this.#lost ??= new RunError('RUN_GONE', `run '${basename(this.directory)}' ends: ${why}.`);
    return this.#lost;
  }
}
