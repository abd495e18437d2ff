import { systemReason } from '@hourglass/files';
import { LibraryError } from '../errors.ts';

/** Does what may fail on disk, and says so in our words. */
export async function inStore<T>(store: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = systemReason(code);
    if (code === 'ENOENT') {
      throw new LibraryError('STORE_MISSING', `store '${store}' is not there, or not whole (${code}).`, {
        cause: error,
      });
    }
    if (error instanceof LibraryError || reason === undefined) throw error;
    throw new LibraryError('STORE_UNUSABLE', `store '${store}': ${reason} (${code}).`, { cause: error });
  }
}
