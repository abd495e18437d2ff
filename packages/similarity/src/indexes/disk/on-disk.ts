import { systemReason } from '@hourglass/files';
import { SimilarityError } from '../../errors.ts';

/** Does what may fail on disk, and says so in our words. */
export async function onDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof SimilarityError || code === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const message = `index at ${folder} is not there, or not whole (${code}). Nothing was changed.`;
      throw new SimilarityError('STORE_MISSING', message);
    }
    const reason = systemReason(code) ?? (error as Error).message;
    throw new SimilarityError(
      'STORE_UNUSABLE',
      `index at ${folder}: ${reason} (${code}). Nothing was changed.`,
    );
  }
}
