import { SimilarityError } from '../../errors.ts';

/** An error of a function that the caller gave us, on its way out. */
class FromCaller extends Error {}

/** The function, with its errors marked as not LanceDB's. */
export function callers<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    try {
      return work(...args);
    } catch (cause) {
      throw new FromCaller('', { cause });
    }
  };
}

/** Asks LanceDB for something, and says in a line of ours what it could not do. */
export async function onLance<T>(uri: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FromCaller) throw error.cause;
    if (error instanceof SimilarityError || error instanceof TypeError) throw error;
    const text = String((error as Error).message);
    const [what = ''] = text.split(/\s*Caused by:|\n/);
    const code = /not found|no such file/i.test(text) ? 'STORE_MISSING' : 'STORE_UNUSABLE';
    throw new SimilarityError(code, `index at ${uri}: LanceDB says: ${what.trim()}`);
  }
}
