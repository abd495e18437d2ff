import { SimilarityError } from '../errors.ts';

/** Loads a package that only some kinds of index need, and that users install themselves. */
export async function optionalPackage<T>(name: string, version: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ERR_MODULE_NOT_FOUND' ? 'is not installed' : `does not load (${message})`;
    throw new SimilarityError('PACKAGE_MISSING', `${name} ${why}; run: npm install ${name}@${version}`);
  }
}
