import { readFile } from 'node:fs/promises';
import type { ImageShape } from '@hourglass/datasets';
import { reasonOf } from '@hourglass/datasets/folder';
import type { Index, MeasureName } from '@hourglass/similarity';
import { imagesOf } from '../encoders/images-of.ts';
import type { OpenedEncoder, PictureEncoder } from '../encoders/picture-encoder.ts';
import { LibraryError } from '../errors.ts';
import { type AgreementMap, agreementMaps } from '../explain/agreement-map.ts';
import { createVisibleDecoder } from '../folder/visible-decoder.ts';
import { indexFolderOf } from '../store/facts.ts';
import { openStore } from '../store/open-store.ts';
import { contentsOf, type LibraryPicture } from './library-picture.ts';
import { nameQuery, type Query } from './name-query.ts';

export interface SearchOptions {
  /** How many to find; there may be fewer. Default 10. */
  readonly k?: number;
}

export interface Hit {
  readonly picture: LibraryPicture;
  /** In the measure's unit; the smaller, the nearer. */
  readonly distance: number;
}

/** A folder's pictures, as `indexFolder` left them. */
export interface Library {
  readonly store: string;
  /** The folder of the pictures. */
  readonly folder: string;
  readonly encoder: Omit<PictureEncoder, 'onnx'>;
  readonly measure: MeasureName;
  /** One for each content, sorted by path. */
  readonly pictures: readonly LibraryPicture[];
  /**
   * The pictures that are most alike, nearest first. A picture that is in the library itself is not among its own
   * neighbours.
   *
   * @param query a picture file, by its path; or a picture of the library: its path in the folder, or its id or
   *   the first 6 digits of it or more.
   * @throws {LibraryError} `PICTURE_UNKNOWN`, `PICTURE_UNREADABLE`, `LIBRARY_EMPTY`, `ARGUMENT_INVALID`.
   */
  search(query: string, options?: SearchOptions): Promise<readonly Hit[]>;
  /**
   * Why they were found: a map for each hit, of the encoder's height x width. See `agreementMaps`.
   *
   * @throws {LibraryError} `PICTURE_UNKNOWN`, `PICTURE_UNREADABLE`.
   */
  explain(query: string, hits: readonly Hit[]): Promise<readonly AgreementMap[]>;
  /** What `search` would look for. @throws {LibraryError} `PICTURE_UNKNOWN`, `PICTURE_UNREADABLE`. */
  find(query: string): Promise<Query>;
  /**
   * The picture as pixels, cut to fill `shape`: for showing it.
   *
   * @throws {LibraryError} `PICTURE_UNREADABLE`.
   */
  pixels(picture: LibraryPicture | Query, shape: ImageShape): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** What a library stands on, for parts of this package. */
interface LibraryParts {
  readonly encoder: OpenedEncoder;
  readonly index: Index<'string'>;
  readonly indexFolder: string;
}

const parts = new WeakMap<Library, LibraryParts>();

export function partsOf(library: Library): LibraryParts {
  return parts.get(library)!;
}

/** Larger pictures are not read. */
const MAX_PIXELS = 2 ** 26;

/**
 * Opens a store for searching.
 *
 * @example
 * const library = await openLibrary('photos.index');
 * const hits = await library.search('cat.jpg', { k: 5 });
 *
 * @throws {LibraryError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_MISMATCH`, `STORE_UNUSABLE`.
 * @throws {SimilarityError} if the index in the store is damaged.
 */
export async function openLibrary(store: string): Promise<Library> {
  const { facts, encoder, index, log, close } = await openStore(store);
  const { onnx: _, ...about } = facts.encoder;
  const pictures = contentsOf(log.known, facts.root);
  const byId = new Map(pictures.map((picture) => [picture.id, picture]));

  /** A decoder a shape: thousands of pictures may be read. */
  const decoders = new Map<string, ReturnType<typeof createVisibleDecoder>>();
  const decoderOf = (shape: ImageShape) => {
    const { background } = facts.encoder;
    const decoder =
      decoders.get(shape.join()) ?? createVisibleDecoder({ shape, maxPixels: MAX_PIXELS, background });
    decoders.set(shape.join(), decoder);
    return decoder;
  };

  async function pixels({ files }: Pick<Query, 'files'>, shape: ImageShape): Promise<Uint8Array> {
    const decode = await decoderOf(shape);
    let reason = 'it has no file';
    for (const { file, shown } of files) {
      try {
        return (await decode(await readFile(file))).pixels;
      } catch (error) {
        reason = `'${shown}' cannot be read: ${reasonOf(error)}. If it was moved or changed, index the folder again.`;
      }
    }
    throw new LibraryError('PICTURE_UNREADABLE', reason);
  }

  const find = (query: string) => nameQuery(query, facts.root, pictures);
  const library: Library = {
    store,
    folder: facts.root,
    encoder: about,
    measure: facts.measure,
    pictures,
    find,
    pixels,
    close,
    async explain(name, hits) {
      const asked = { pixels: await pixels(await find(name), about.shape) };
      const found: { readonly pixels: Uint8Array }[] = [];
      for (const { picture } of hits) found.push({ pixels: await pixels(picture, about.shape) });
      const [query, items] = [imagesOf([asked], about.shape), imagesOf(found, about.shape)];
      return agreementMaps(encoder, facts.measure, query, items);
    },
    async search(name, { k = 10 } = {}) {
      if (!Number.isInteger(k) || k < 1) {
        throw new LibraryError('ARGUMENT_INVALID', `k is ${k}; it must be a whole number of at least 1.`);
      }
      if (byId.size === 0) {
        throw new LibraryError(
          'LIBRARY_EMPTY',
          `the store '${store}' holds no pictures. Index the folder again.`,
        );
      }
      const query = await find(name);
      const image = imagesOf([{ pixels: await pixels(query, about.shape) }], about.shape);
      const data = await encoder.encode(image);
      const among = byId.size - (byId.has(query.id) ? 1 : 0);
      if (among === 0) return [];
      return hitsOf(index, { count: 1, size: encoder.codeSize, data }, Math.min(k, among), query.id, byId);
    },
  };
  parts.set(library, { encoder, index, indexFolder: indexFolderOf(store) });
  return library;
}

async function hitsOf(
  index: Index<'string'>,
  codes: { readonly count: number; readonly size: number; readonly data: Float32Array },
  k: number,
  exclude: string,
  pictures: ReadonlyMap<string, LibraryPicture>,
): Promise<Hit[]> {
  // The index may hold contents that no file has any more.
  const filter = (id: string) => pictures.has(id);
  const { ids, distances } = await index.search(codes, k, { exclude: [exclude], filter });
  return ids.map((id, i) => ({ picture: pictures.get(id)!, distance: distances[i]! }));
}
