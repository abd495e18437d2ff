import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Background } from '../background.ts';
import { checkInteger } from '../check.ts';
import { DatasetError, reasonOf } from '../errors.ts';
import { otherVersionNamed } from '../find/other-version.ts';
import { type ImageSet, type ImageShape, type LabelSet, pixelsPerImage, type Split } from '../image-set.ts';
import { createDecoder } from './decode-picture.ts';
import { type DecodedPictures, decodePictures, type FolderProgress } from './decode-pictures.ts';
import { type FolderKey, readFolderCache, writeFolderCache } from './folder-cache.ts';
import { type ClassedPictures, classify, classOf } from './folder-classes.ts';
import { byPath, listPictures, type UnreadableFile } from './list-pictures.ts';

export interface LoadFolderOptions {
  /** What every picture is resized and cropped to; channels are 1 (grey), 3 (colour) or 4 (with transparency). */
  readonly shape: ImageShape;
  /** Name of the set. Default: that of the folder. */
  readonly name?: string;
  /** Default 'train'. */
  readonly split?: Split;
  /** False: folders in the folder are no classes. Default true. */
  readonly classes?: boolean;
  /** What shows where a picture is transparent, if there are 1 or 3 channels. Default black. */
  readonly background?: Background;
  /** Larger pictures (width x height) are unreadable. Default 2^26, about 67 million. */
  readonly maxPixels?: number;
  /** The most bytes of the whole set. Default 2 GiB. */
  readonly maxBytes?: number;
  /** Where pixels are kept for the next time; false keeps none. Default: `HOURGLASS_CACHE`, else the system's. */
  readonly cacheDir?: string | false;
  /** Called about 200 times, the last time with done = total; not at all if the pixels come from the cache. */
  readonly onProgress?: (progress: FolderProgress) => void;
  readonly signal?: AbortSignal;
}

export interface LoadedFolder {
  readonly set: ImageSet;
  /** The pictures of the folder, sorted, relative to it. The file of row r is `files[set.ids[r]]`. */
  readonly files: readonly string[];
  /** What was left out, and why; sorted by path. */
  readonly unreadable: readonly UnreadableFile[];
  /** True if the pixels were kept from an earlier load. */
  readonly cached: boolean;
  /** Sentences for the user. Mostly empty. */
  readonly warnings: readonly string[];
}

/**
 * Your own pictures: every PNG, JPEG, WebP, GIF (first picture), TIFF and AVIF in a folder and the folders in it.
 * If the folder has folders with pictures in them, each is a class of the label set 'fine'.
 *
 * A file that cannot be read is listed, not fatal. The next load of the same files takes the pixels from a
 * cache; a file that came, went, or changed its size or times makes it read all again.
 *
 * @example
 * const { set, unreadable } = await loadImageFolder('photos', { shape: [32, 32, 3] });
 *
 * @throws {DatasetError} `DATA_DIR_UNUSABLE`, `FILES_MISSING` if there are no pictures, `FILE_UNREADABLE` if none
 *   of them can be read, `INPUT_INVALID`, `DEPENDENCY_MISSING` if sharp is not installed
 */
export async function loadImageFolder(folder: string, options: LoadFolderOptions): Promise<LoadedFolder> {
  const { shape, maxPixels = 2 ** 26, background = 'black', cacheDir } = options;
  checkShape(shape);
  checkInteger('maxPixels', maxPixels, 1, 2 ** 53);
  const list = await listPictures(folder);
  const found = options.classes === false ? { ...list, classes: undefined } : classify(list);
  checkAmount(folder, found, options);
  const { pictures } = found;
  const key: FolderKey = { folder: await realpath(folder), shape, maxPixels, background, pictures };
  const kept = cacheDir === false ? undefined : await readFolderCache(key, cacheDir);
  const decoded =
    kept ??
    (await decodePictures(pictures, await createDecoder({ shape, maxPixels, background }), {
      ...options,
      maxPixels,
    }));
  const failed = decoded.failed.map(({ place, reason }) => ({ path: pictures[place]!.path, reason }));
  if (decoded.pixels.length === 0) throw noneReadable(folder, failed);
  const warnings = kept || cacheDir === false ? [] : await keep(key, decoded, cacheDir);
  return {
    set: toSet(found, decoded, options, options.name ?? basename(key.folder)),
    files: pictures.map(({ path }) => path),
    unreadable: [...found.unreadable, ...failed].sort(byPath),
    cached: kept !== undefined,
    warnings: [...warnings, ...severalIn(decoded.several.map((place) => pictures[place]!.path))],
  };
}

function checkShape([height, width, channels]: ImageShape): void {
  checkInteger('height', height, 1, 16_384);
  checkInteger('width', width, 1, 16_384);
  if (![1, 3, 4].includes(channels)) {
    throw new DatasetError('INPUT_INVALID', `channels are ${channels}. They must be 1, 3 or 4.`);
  }
}

function checkAmount(
  folder: string,
  { pictures, unreadable }: ClassedPictures,
  { shape, maxBytes = 2 ** 31 }: LoadFolderOptions,
) {
  if (pictures.length === 0 && unreadable.length > 0) throw noneReadable(folder, unreadable);
  const other = otherVersionNamed(folder);
  if (pictures.length === 0 && other) {
    throw new DatasetError('FILES_MISSING', `${other.what}.\n${other.advice}`);
  }
  if (pictures.length === 0) {
    throw new DatasetError(
      'FILES_MISSING',
      `${folder} holds no pictures.\nName a folder with .png, .jpg, .webp, .gif, .tiff or .avif files.`,
    );
  }
  const bytes = pictures.length * pixelsPerImage({ shape });
  if (bytes <= maxBytes) return;
  throw new DatasetError(
    'INPUT_INVALID',
    `${pictures.length} pictures of ${shape.join(' x ')} take ${bytes} bytes, more than maxBytes (${maxBytes}).\n` +
      'Choose a smaller shape or fewer pictures, or raise maxBytes.',
  );
}

function noneReadable(folder: string, failed: readonly UnreadableFile[]): DatasetError {
  const [first] = failed;
  return new DatasetError(
    'FILE_UNREADABLE',
    `None of the ${failed.length} pictures in ${folder} can be read. ${first?.path}: ${first?.reason}.\n` +
      'Check that they are pictures, and their permissions.',
  );
}

/** Animations, and TIFFs of several pages: what is not taken of them is said. */
function severalIn(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const which = paths.length === 1 ? `${paths[0]} holds` : `${paths.length} files, such as ${paths[0]}, hold`;
  return [`${which} several pictures. The first was taken.`];
}

/** A cache that cannot be written costs time only, so it is worth no more than a warning. */
async function keep(
  key: FolderKey,
  decoded: DecodedPictures,
  cacheDir: string | undefined,
): Promise<string[]> {
  try {
    await writeFolderCache(key, decoded, cacheDir);
    return [];
  } catch (error) {
    return [reasonOf(error)];
  }
}

function toSet(
  found: ClassedPictures,
  decoded: DecodedPictures,
  options: LoadFolderOptions,
  name: string,
): ImageSet {
  const { classes, pictures } = found;
  const lost = new Set(decoded.failed.map(({ place }) => place));
  const ids = Uint32Array.from([...pictures.keys()].filter((id) => !lost.has(id)));
  const labels: Record<string, LabelSet> = {};
  if (classes !== undefined) {
    const indexes = new Map(classes.map((className, index) => [className, index]));
    labels.fine = {
      names: classes,
      values: Uint8Array.from(ids, (id) => indexes.get(classOf(pictures[id]!)!)!),
    };
  }
  const { shape, split = 'train' } = options;
  return { name, split, shape, count: ids.length, pixels: decoded.pixels, labels, ids };
}
