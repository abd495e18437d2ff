import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ImageSet } from '../image-set.ts';
import type { LoadedDataset } from '../load.ts';
import { slice } from '../views/slice.ts';
import { split } from '../views/split.ts';
import { MAX_CLASSES } from './folder-classes.ts';
import type { UnreadableFile } from './list-pictures.ts';
import { type LoadFolderOptions, loadImageFolder } from './load-image-folder.ts';
import { withSameClasses } from './same-classes.ts';

export type LoadFolderSplitsOptions = Omit<LoadFolderOptions, 'split' | 'classes'>;

export interface LoadedFolderSplits extends LoadedDataset {
  /** What was left out, and why; paths are relative to the folder. `warnings` counts them. */
  readonly unreadable: readonly UnreadableFile[];
}

/** A folder for pictures that are not learned from; the first of these that is there counts. */
const TEST_FOLDERS = ['test', 'val', 'valid', 'validation'];
/** The share of the pictures that is held out where no folder says which. */
const HELD_OUT = 0.1;

/**
 * Your own pictures to train on, each read as `loadImageFolder` does. If the folder has a folder `train` and one
 * of `test`, `val`, `valid` and `validation`, these are the splits, and the folders in them are classes. Else a
 * tenth of the pictures, of each class its share, is held out for testing: the same ones as long as the files
 * are the same. Of one picture alone nothing is held out, and `test` is empty.
 *
 * @example
 * const { train, test } = await loadFolderSplits('photos', { shape: [28, 28, 1] });
 *
 * @throws {DatasetError} as `loadImageFolder`
 */
export async function loadFolderSplits(
  folder: string,
  options: LoadFolderSplitsOptions,
): Promise<LoadedFolderSplits> {
  const own = { name: basename(resolve(folder)), ...options };
  const folders = await foldersIn(folder);
  const testFolder = TEST_FOLDERS.find((name) => folders.includes(name));
  if (!folders.includes('train') || testFolder === undefined) {
    const { set, unreadable, warnings } = await loadPart(folder, '', own);
    return loaded(folder, holdOut(set), 'held out', unreadable, warnings);
  }
  const train = await loadPart(folder, 'train', own);
  const test = await loadPart(folder, testFolder, { ...own, split: 'test' });
  const others = folders.filter((name) => name !== 'train' && name !== testFolder);
  const leftOut = `Beside train and ${testFolder}, folders are left out: ${others.join(', ')}.`;
  const warnings = [...train.warnings, ...test.warnings, ...(others.length > 0 ? [leftOut] : [])];
  const unreadable = [...train.unreadable, ...test.unreadable];
  return loaded(folder, withSameClasses(train.set, test.set), 'by its folders', unreadable, warnings);
}

/** The pictures of a folder in the folder, or of the folder itself. Too many folders in it are no classes. */
async function loadPart(folder: string, part: string, options: LoadFolderOptions) {
  const place = join(folder, part);
  const { length } = await foldersIn(place);
  const classes = length <= MAX_CLASSES;
  const { set, unreadable, warnings } = await loadImageFolder(place, { ...options, classes });
  const tooMany = `${place} has ${length} folders. At most ${MAX_CLASSES} can be classes, so there are none.`;
  return {
    set,
    unreadable:
      part === '' ? unreadable : unreadable.map((file) => ({ ...file, path: `${part}/${file.path}` })),
    warnings: classes ? warnings : [...warnings, tooMany],
  };
}

function loaded(
  folder: string,
  { train, test }: Pick<LoadedDataset, 'train' | 'test'>,
  how: string,
  unreadable: readonly UnreadableFile[],
  warnings: readonly string[],
): LoadedFolderSplits {
  const source = `${train.name}: ${resolve(folder)} (${train.count} + ${test.count} pictures, ${how})`;
  return { train, test, source, unreadable, warnings: [...warnings, ...countOf(unreadable)] };
}

/** Names of the folders in a folder. If it cannot be read, whoever loads it will say why. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}

function holdOut(set: ImageSet): Pick<LoadedDataset, 'train' | 'test'> {
  if (set.count < 2) return { train: set, test: { ...slice(set, set.count), split: 'test' } };
  const share = Math.max(HELD_OUT, 1 / set.count);
  const by = set.labels.fine === undefined ? {} : { stratifyBy: 'fine' };
  const [train, test] = split(set, { fractions: [1 - share, share], ...by });
  return { train: train!, test: { ...test!, split: 'test' } };
}

function countOf(unreadable: readonly UnreadableFile[]): string[] {
  const [first] = unreadable;
  if (first === undefined) return [];
  return [`${unreadable.length} of the files cannot be read, such as ${first.path}: ${first.reason}.`];
}
