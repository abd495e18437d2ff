import { SimilarityError } from '../../errors.ts';

/** The calls of an index, done one after another in the order in which they came, until it is closed. */
export interface Turns {
  readonly isClosed: boolean;
  /** @throws {SimilarityError} `INDEX_CLOSED`. */
  inTurn<R>(job: () => Promise<R>): Promise<R>;
  /** Does the last job, once. */
  close(job: () => Promise<void>): Promise<void>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  function queued<R>(job: () => Promise<R>): Promise<R> {
    const result = last.then(job);
    last = result.catch(() => {});
    return result;
  }

  return {
    get isClosed() {
      return isClosed;
    },
    inTurn: (job) =>
      queued(async () => {
        if (isClosed)
          throw new SimilarityError('INDEX_CLOSED', 'index is closed; allowed: nothing but close.');
        return job();
      }),
    close: (job) =>
      queued(async () => {
        if (isClosed) return;
        isClosed = true;
        await job();
      }),
  };
}
