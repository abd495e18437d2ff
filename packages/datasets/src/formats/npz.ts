import { DatasetError } from '../errors.ts';
import { type NpyArray, parseNpy } from './npy.ts';
import { listZip, unzip } from './zip.ts';

/** The arrays of an NPZ file, each read when it is asked for. */
export interface NpzFile {
  /** Names without `.npy`, as `np.savez` was given them. */
  readonly names: readonly string[];
  /**
   * @throws {DatasetError} `INPUT_INVALID` for another name, `FORMAT_INVALID`, `FILE_TOO_LARGE`
   */
  read(name: string): Promise<NpyArray>;
}

/**
 * Opens NPZ, the format of `np.savez` and `np.savez_compressed`: a zip of NPY files.
 *
 * @param source Name of the file, for messages.
 * @param maxBytes The most bytes of one array; also bounds the memory.
 * @throws {DatasetError} `FORMAT_INVALID`
 */
export function openNpz(bytes: Uint8Array, source = 'NPZ data', maxBytes = 2 ** 31): NpzFile {
  const entries = listZip(bytes, source).filter(({ name }) => name.endsWith('.npy'));
  const names = entries.map(({ name }) => name.slice(0, -'.npy'.length));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new DatasetError(
      'FORMAT_INVALID',
      `${source} holds the array "${twice}" twice, and only one of them can be meant.\nSave it anew with np.savez.`,
    );
  }
  return {
    names,
    async read(name) {
      const entry = entries[names.indexOf(name)];
      if (entry === undefined) {
        const known = names.join(', ') || 'none';
        throw new DatasetError('INPUT_INVALID', `Array "${name}" is not in ${source}. Known: ${known}.`);
      }
      return parseNpy(await unzip(bytes, entry, source, maxBytes), `${name} in ${source}`);
    },
  };
}
