import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { DatasetError } from './errors.ts';
import { arrayImages } from './formats/array-images.ts';
import { type NpyArray, parseNpy } from './formats/npy.ts';
import { openNpz } from './formats/npz.ts';
import type { ImageSet, Split } from './image-set.ts';
import { readBytes } from './read-bytes.ts';

export interface LoadArraysOptions {
  /** In an `.npz`: name of the array of pictures. May be left out if the file has one array only. */
  readonly images?: string;
  /** In an `.npz`: name of the array of labels. For an `.npy`: path of another `.npy`. Default: no labels. */
  readonly labels?: string;
  /** Names of the classes, at most 256. Default: the numbers 0..largest label. */
  readonly classes?: readonly string[];
  /** Name of the set. Default: that of the file, without its ending. */
  readonly name?: string;
  /** Default 'train'. */
  readonly split?: Split;
  /** The most bytes of the file, and of each array in it; bounds the memory. Default 2 GiB. */
  readonly maxBytes?: number;
}

/**
 * Pictures from an array that NumPy saved, `.npy` or `.npz`: uint8, count x height x width (x channels).
 * What is in the file decides its kind, not its name, and either may be gzipped.
 *
 * @example
 * await loadArrays('mnist.npz', { images: 'x_train', labels: 'y_train' });
 *
 * @throws {DatasetError} `FILE_UNREADABLE`, `FILE_TOO_LARGE`, `GZIP_INVALID`, `FORMAT_INVALID`,
 *   `COUNT_MISMATCH`, `LABEL_OUT_OF_RANGE`, `INPUT_INVALID`
 */
export async function loadArrays(path: string, options: LoadArraysOptions = {}): Promise<ImageSet> {
  const { maxBytes = 2 ** 31, split = 'train', classes } = options;
  const name = options.name ?? basename(path, extname(path));
  const file = await readFile(path, maxBytes);
  const { images, labels } = isZip(file)
    ? await fromNpz(file, path, maxBytes, options)
    : await fromNpy(file, path, maxBytes, options);
  return arrayImages(images, labels, { name, split, classes });
}

interface Arrays {
  readonly images: NpyArray;
  readonly labels: NpyArray | undefined;
}

async function fromNpy(
  file: Uint8Array,
  path: string,
  maxBytes: number,
  { images, labels }: LoadArraysOptions,
): Promise<Arrays> {
  if (images !== undefined) {
    throw new DatasetError(
      'INPUT_INVALID',
      `${path} is one array, so "images" (${images}) cannot choose among several.`,
    );
  }
  return {
    images: parseNpy(file, path),
    labels: labels === undefined ? undefined : parseNpy(await readFile(labels, maxBytes), labels),
  };
}

async function fromNpz(
  file: Uint8Array,
  path: string,
  maxBytes: number,
  { images, labels }: LoadArraysOptions,
): Promise<Arrays> {
  const npz = openNpz(file, path, maxBytes);
  if (npz.names.length === 0) {
    throw new DatasetError(
      'FORMAT_INVALID',
      `${path} holds no arrays, that is no files whose names end in .npy.\nSave them with np.savez.`,
    );
  }
  const chosen = images ?? (npz.names.length === 1 ? npz.names[0] : undefined);
  if (chosen === undefined) {
    throw new DatasetError(
      'INPUT_INVALID',
      `${path} holds the arrays ${npz.names.join(', ')}.\nSay in "images" which of them are the pictures.`,
    );
  }
  return {
    images: await npz.read(chosen),
    labels: labels === undefined ? undefined : await npz.read(labels),
  };
}

/** No gzip unpacks to more than 1,032 times its size, so no more room than that is made for it. */
async function readFile(path: string, maxBytes: number): Promise<Uint8Array> {
  const size = await stat(path).then(
    (info) => info.size,
    () => 0, // readBytes will say why.
  );
  return readBytes(path, Math.min(maxBytes, size * 1032));
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}
