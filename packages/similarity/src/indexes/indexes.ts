import { SimilarityError } from '../errors.ts';
import type { IdType, Index } from './contract.ts';
import { createDiskIndex, openDiskIndex } from './disk/disk-index.ts';
import { readManifest } from './disk/manifest.ts';
import { createExactIndex, openExactIndex } from './exact/exact-index.ts';
import { createInt8Index, openInt8Index } from './int8/int8-index.ts';
import type { DurableIndexName, IndexName } from './names.ts';
import type { IndexOptions, OpenOptions } from './options.ts';

/** What makes and opens indexes of one kind. */
export interface IndexKind {
  readonly description: string;
  /** Whether it finds the nearest for certain. */
  readonly exact: boolean;
  /** Whether it must be made in a folder, and keeps what is added there. */
  readonly durable: boolean;
  /** @param options.folder where durable kinds are made; the others have no use for it. */
  create<T extends IdType = 'number'>(
    options: IndexOptions<T> & { readonly folder?: string },
  ): Promise<Index<T>>;
  open<T extends IdType = 'number'>(folder: string, options?: OpenOptions<T>): Promise<Index<T>>;
}

type IndexKinds = {
  readonly [Name in IndexName]: IndexKind & {
    readonly durable: Name extends DurableIndexName ? true : false;
  };
};

/**
 * All kinds of indexes. Those that need an optional package load it when they are made or opened. To add one:
 * a file, its name in `names.ts`, a row here; its tests are `contract.test.ts` and `contract-refusals.test.ts`.
 */
export const indexes: IndexKinds = Object.freeze({
  exact: {
    description: 'compares all, in memory',
    exact: true,
    durable: false,
    create: createExactIndex,
    open: openExactIndex,
  },
  'exact-int8': {
    description: 'compares all in 8 bits, and the best again; in memory, or with whole numbers in a folder',
    exact: true,
    durable: false,
    create: createInt8Index,
    open: openInt8Index,
  },
  disk: {
    description: 'compares all, in a folder, in bounded memory',
    exact: true,
    durable: true,
    create: ({ folder = '', ...options }) => createDiskIndex({ ...options, folder }),
    open: openDiskIndex,
  },
  usearch: {
    description: 'HNSW in memory, by usearch; may miss some',
    exact: false,
    durable: false,
    create: async (options) => (await import('./usearch/usearch-index.ts')).createUsearchIndex(options),
    open: async (folder, options) =>
      (await import('./usearch/usearch-index.ts')).openUsearchIndex(folder, options),
  },
  lancedb: {
    description: 'compares all, in LanceDB: a folder or an object store',
    exact: true,
    durable: true,
    create: async ({ folder = '', ...options }) =>
      (await import('./lancedb/open-lance.ts')).createLanceIndex({ ...options, folder }),
    open: async (folder, options) =>
      (await import('./lancedb/open-lance.ts')).openLanceIndex(folder, options),
  },
  milvus: {
    description: 'compares all, in Milvus: a collection on a server or many',
    exact: true,
    durable: true,
    create: async ({ folder = '', ...options }) =>
      (await import('./milvus/open-milvus.ts')).createMilvusIndex({ ...options, folder }),
    open: async (folder, options) =>
      (await import('./milvus/open-milvus.ts')).openMilvusIndex(folder, options),
  },
} satisfies IndexKinds);

/** @throws {SimilarityError} `NAME_UNKNOWN`. */
export function indexNamed(name: string): IndexKind {
  if (Object.hasOwn(indexes, name)) return indexes[name as IndexName];
  throw new SimilarityError(
    'NAME_UNKNOWN',
    `index '${name}' is unknown; allowed: ${Object.keys(indexes).join(', ')}.`,
  );
}

/**
 * Opens an index that was saved or made in a folder.
 *
 * @param options.kind default: the kind that wrote it. Any kind opens what another one saved, but for
 * `lancedb`, whose folders are LanceDB's own and are opened by that name.
 * @throws {SimilarityError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_MISMATCH`, `STORE_UNUSABLE`, `NAME_UNKNOWN`.
 */
export async function openIndex<T extends IdType = 'number'>(
  folder: string,
  { kind, ...options }: OpenOptions<T> & { readonly kind?: IndexName } = {},
): Promise<Index<T>> {
  return indexNamed(kind ?? (await readManifest(folder)).kind).open(folder, options);
}
