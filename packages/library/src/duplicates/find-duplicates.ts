import type { ImageSet } from '@hourglass/datasets';
import { readVectors } from '@hourglass/similarity';
import { imagesOf } from '../encoders/images-of.ts';
import { LibraryError } from '../errors.ts';
import type { LibraryPicture } from '../search/library-picture.ts';
import { type Library, partsOf } from '../search/open-library.ts';
import { type Calibration, calibrate, type Decoy } from './calibrate.ts';
import { askDecoys } from './decoy-distances.ts';
import { turnsOf } from './decoys.ts';
import { Groups } from './groups.ts';
import { nearPairs } from './near-pairs.ts';
import { checkRate, type DuplicateOptions, ENOUGH_DECOYS, MOST } from './options.ts';
import { isSamePicture } from './same-picture.ts';

/** Pictures that are one, or nearly. */
export interface DuplicateGroup {
  /** `same`: their pixels are the same, but for the noise of another format or size. */
  readonly kind: 'same' | 'similar';
  /** Between the two of them that are least alike, of those that are linked; 0 for copies of one file. */
  readonly distance: number;
  /** One alone has several files: copies. Hard links of one file are no duplicates. */
  readonly pictures: readonly LibraryPicture[];
}

export interface Duplicates extends Calibration {
  readonly falseMatches: number;
  /** Same pictures first, then by distance. A picture is in one group of each kind at most. */
  readonly groups: readonly DuplicateGroup[];
}

interface Link {
  readonly a: string;
  readonly b: string;
  readonly distance: number;
  readonly same: boolean;
}

const BATCH = 250;

/**
 * Groups of pictures of a library that are the same, or similar. Nothing is ever deleted.
 *
 * @throws {LibraryError} `ARGUMENT_INVALID`; `STORE_MISMATCH` if the library is not for cosine.
 */
export async function findDuplicates(library: Library, options: DuplicateOptions = {}): Promise<Duplicates> {
  const falseMatches = checkRate(options.falseMatches);
  if (library.measure !== 'cosine') {
    throw new LibraryError(
      'STORE_MISMATCH',
      `the store '${library.store}' is for the measure ${library.measure}, and duplicates are told by cosine. ` +
        'Index the folder into another store, with --measure cosine.',
    );
  }
  const byId = new Map(library.pictures.map((picture) => [picture.id, picture]));
  const calibration =
    byId.size < 2 ? { threshold: 0, decoys: 0 } : calibrate(await decoysOf(library, options), falseMatches);
  const links = byId.size < 2 ? [] : await linksOf(library, byId, calibration.threshold, options);
  const copies = library.pictures.filter(({ files }) => new Set(files.map(({ inode }) => inode)).size > 1);
  const same = groupsOf(
    'same',
    links.filter((link) => link.same),
    copies,
    byId,
  );
  const similar = groupsOf('similar', links, [], byId).filter(
    (group) => !same.some((one) => group.pictures.every((picture) => one.pictures.includes(picture))),
  );
  return { ...calibration, falseMatches, groups: [...same, ...similar] };
}

/** Decoys from pictures that stand evenly among all, as their ids do. */
async function decoysOf(library: Library, { onProgress, signal }: DuplicateOptions): Promise<Decoy[]> {
  const { encoder, index } = partsOf(library);
  const { pictures } = library;
  const known = new Set(pictures.map(({ id }) => id));
  const chosen = [...pictures].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, ENOUGH_DECOYS);
  const turns = Math.min(turnsOf(encoder.shape), Math.ceil(ENOUGH_DECOYS / chosen.length));
  const decoys: Decoy[] = [];
  for (let at = 0; at < chosen.length; at += BATCH) {
    signal?.throwIfAborted();
    onProgress?.({ phase: 'calibrating', done: at, total: chosen.length });
    const { ids, images } = await readImages(library, chosen.slice(at, at + BATCH));
    if (ids.length === 0) continue;
    for (let turn = 0; turn < turns; turn++) {
      const search = { exclude: ids, filter: (id: string) => known.has(id) };
      decoys.push(
        ...(await askDecoys(
          images,
          turn,
          encoder,
          async (codes) => (await index.search(codes, 1, search)).distances,
        )),
      );
    }
  }
  return decoys;
}

/** Those of the pictures that can be read. */
async function readImages(
  library: Library,
  pictures: readonly LibraryPicture[],
): Promise<{ ids: string[]; images: ImageSet }> {
  const { shape } = library.encoder;
  const read = await Promise.all(
    pictures.map(async (picture) => {
      const pixels = await library.pixels(picture, shape).catch(() => undefined);
      return pixels && { id: picture.id, pixels };
    }),
  );
  const there = read.filter((one) => one !== undefined);
  return { ids: there.map(({ id }) => id), images: imagesOf(there, shape) };
}

async function linksOf(
  library: Library,
  byId: ReadonlyMap<string, LibraryPicture>,
  threshold: number,
  { onProgress, signal }: DuplicateOptions,
): Promise<Link[]> {
  const { index, indexFolder } = partsOf(library);
  const k = Math.min(MOST, byId.size - 1);
  const filter = (id: string) => byId.has(id);
  const links = new Map<string, Link>();
  let done = 0;
  for await (const { ids, vectors } of readVectors(indexFolder, { idType: 'string' })) {
    for (let at = 0; at < ids.length; at += BATCH) {
      signal?.throwIfAborted();
      onProgress?.({ phase: 'comparing', done, total: byId.size });
      const part = ids.slice(at, at + BATCH);
      const { size } = vectors;
      const data = vectors.data.subarray(at * size, (at + part.length) * size);
      const found = await index.search({ count: part.length, size, data }, k, { exclude: part, filter });
      done += part.length;
      for (const { row, item, distance } of nearPairs(found, threshold)) {
        const [a, b] = [part[row]!, item].sort() as [string, string];
        if (!byId.has(part[row]!) || links.has(`${a} ${b}`)) continue;
        const same = await areSame(library, byId.get(a)!, byId.get(b)!);
        links.set(`${a} ${b}`, { a, b, distance, same });
      }
    }
  }
  return [...links.values()];
}

async function areSame(library: Library, a: LibraryPicture, b: LibraryPicture): Promise<boolean> {
  const { index } = partsOf(library);
  const [one, other] = await index.payloads([a.id, b.id]);
  if (one?.pictures !== other?.pictures) return false; // an animation is not its first picture
  const { ids, images } = await readImages(library, [a, b]);
  const size = images.pixels.length / 2;
  return ids.length === 2 && isSamePicture(images.pixels.subarray(0, size), images.pixels.subarray(size));
}

function groupsOf(
  kind: DuplicateGroup['kind'],
  links: readonly Link[],
  alone: readonly LibraryPicture[],
  byId: ReadonlyMap<string, LibraryPicture>,
): DuplicateGroup[] {
  const groups = new Groups();
  for (const { a, b } of links) groups.link(a, b);
  const distances = new Map<string, number>();
  const members = new Map<string, Set<string>>();
  const add = (id: string, distance: number) => {
    const root = groups.rootOf(id);
    distances.set(root, Math.max(distances.get(root) ?? 0, distance));
    members.set(root, (members.get(root) ?? new Set()).add(id));
  };
  for (const { id } of alone) add(id, 0);
  for (const { a, b, distance } of links) for (const id of [a, b]) add(id, distance);
  const all = [...members].map(([root, ids]) => ({
    kind,
    distance: distances.get(root)!,
    pictures: [...ids].map((id) => byId.get(id)!).sort(byName),
  }));
  return all.sort((a, b) => a.distance - b.distance || byName(a.pictures[0]!, b.pictures[0]!));
}

function byName(a: LibraryPicture, b: LibraryPicture): number {
  return a.files[0]!.shown < b.files[0]!.shown ? -1 : 1;
}
