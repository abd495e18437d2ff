import { cifar10 } from './catalog/cifar10.ts';
import { cifar100 } from './catalog/cifar100.ts';
import { cifar100Mini } from './catalog/cifar100-mini.ts';
import { fashionMnist } from './catalog/fashion-mnist.ts';
import { kmnist } from './catalog/kmnist.ts';
import { mnist } from './catalog/mnist.ts';
import type { DatasetRecord } from './catalog/record.ts';
import { DatasetError } from './errors.ts';

export { type Background, isBackground } from './background.ts';
export type { DatasetRecord } from './catalog/record.ts';
export type { ImageShape } from './image-set.ts';

/** Every dataset that `loadDataset` knows. A new one is one more row and one file; its key equals its `name`. */
export const catalog = deepFreeze({
  mnist,
  'fashion-mnist': fashionMnist,
  kmnist,
  cifar10,
  cifar100,
  'cifar100-mini': cifar100Mini,
} as const satisfies Record<string, DatasetRecord>);

export type DatasetName = keyof typeof catalog;

/** The names that `loadDataset` takes. */
export function datasetNames(): readonly DatasetName[] {
  return Object.keys(catalog) as DatasetName[];
}

/**
 * The catalog's row for `name`.
 *
 * @throws {DatasetError} `UNKNOWN_DATASET`
 */
export function describeDataset(name: string): DatasetRecord {
  if (Object.hasOwn(catalog, name)) return catalog[name as DatasetName];
  throw new DatasetError(
    'UNKNOWN_DATASET',
    `Dataset "${name}" is not in the catalog. Known: ${datasetNames().join(', ')}.`,
  );
}

/**
 * Whether a name stands for a folder of one's own pictures: it has a slash (or a backslash) in it, or is `.` or `..`.
 * No set of the catalog is called so.
 */
export function isFolderPath(name: string): boolean {
  return /[/\\]/.test(name) || name === '.' || name === '..';
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object') deepFreeze(part);
  return Object.freeze(value);
}
