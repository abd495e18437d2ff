import { SimilarityError } from '../../errors.ts';

/** Asks LanceDB for something, and says in a line of ours what it could not do. */
export async function onLance<T>(uri: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SimilarityError || error instanceof TypeError) throw error;
    const [what = ''] = String((error as Error).message).split(/\s*Caused by:|\n/);
    const isGone = /not found|no such file/i.test(String((error as Error).message));
    const message = `index at ${uri}: LanceDB says: ${what.trim()}`;
    throw new SimilarityError(isGone ? 'STORE_MISSING' : 'STORE_UNUSABLE', message);
  }
}
