import { type FSWatcher, watch } from 'node:fs';

/**
 * Waits for something to change in a directory. A file watcher makes it quick; a timer stands behind
 * it, because watchers are absent or silent on some file systems, and the system may have no more to give.
 */
export class ChangeSignal {
  readonly #watcher: FSWatcher | undefined;
  #changed = false;
  #wake = () => {};

  constructor(directory: string) {
    this.#watcher = watchIfPossible(directory, () => {
      this.#changed = true;
      this.#wake();
    });
  }

  /** Resolves at the next change (at once if there was one since the last call), after `ms`, or on abort. */
  async next(ms: number, signal?: AbortSignal): Promise<void> {
    if (!this.#changed && !signal?.aborted) await this.#wait(ms, signal);
    this.#changed = false;
  }

  close(): void {
    this.#watcher?.close();
  }

  #wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        this.#wake = () => {};
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done);
      this.#wake = done;
    });
  }
}

function watchIfPossible(directory: string, listener: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, listener);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
