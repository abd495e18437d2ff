import { DatasetError } from './errors.ts';
import type { ImageShape, Split } from './image-set.ts';

/** How a dataset's bytes are laid out. Each has one reader in `formats/`. */
export type DatasetFormat = 'idx';

/** One file of a dataset. */
export interface DatasetFile {
  readonly split: Split;
  readonly role: 'images' | 'labels';
  /** Official name without `.gz`. */
  readonly name: string;
  /** Size in bytes, unpacked. Also the most that is ever unpacked from a file of this name. */
  readonly bytes: number;
  /** MD5 of the unpacked bytes, hex: gzip may pack the same bytes in many ways. */
  readonly md5: string;
}

/** All that is known of a dataset before its bytes are read. */
export interface DatasetRecord {
  readonly name: string;
  readonly title: string;
  readonly shape: ImageShape;
  readonly format: DatasetFormat;
  readonly files: readonly DatasetFile[];
  /** Names of the classes, for each label set. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly licence: string;
  readonly citation: string;
}

/** Every dataset that `loadDataset` knows. A new one is one more row; its key equals its `name`. */
export const catalog = deepFreeze({
  mnist: {
    name: 'mnist',
    title: 'MNIST handwritten digits',
    shape: [28, 28, 1],
    format: 'idx',
    files: [
      {
        split: 'train',
        role: 'images',
        name: 'train-images-idx3-ubyte',
        bytes: 47_040_016,
        md5: '6bbc9ace898e44ae57da46a324031adb',
      },
      {
        split: 'train',
        role: 'labels',
        name: 'train-labels-idx1-ubyte',
        bytes: 60_008,
        md5: 'a25bea736e30d166cdddb491f175f624',
      },
      {
        split: 'test',
        role: 'images',
        name: 't10k-images-idx3-ubyte',
        bytes: 7_840_016,
        md5: '2646ac647ad5339dbf082846283269ea',
      },
      {
        split: 'test',
        role: 'labels',
        name: 't10k-labels-idx1-ubyte',
        bytes: 10_008,
        md5: '27ae3e4e09519cfbb04c329615203637',
      },
    ],
    labels: { fine: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
    licence: 'CC BY-SA 3.0',
    citation:
      'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition. ' +
      'Proceedings of the IEEE 86(11), 1998.',
  },
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

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object') deepFreeze(part);
  return Object.freeze(value);
}
