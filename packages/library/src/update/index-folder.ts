import { resolve } from 'node:path';
import { makeFolder } from '@hourglass/files';
import type { MeasureName } from '@hourglass/similarity';
import { photoEncoder } from '../encoders/photo-encoder.ts';
import type { PictureEncoder } from '../encoders/picture-encoder.ts';
import { LibraryError } from '../errors.ts';
import { shownPath } from '../folder/path-key.ts';
import { scanFolder } from '../folder/scan-folder.ts';
import { storeOf } from '../store/default-store.ts';
import { inStore } from '../store/in-store.ts';
import { type OpenStore, openOrCreateStore } from '../store/open-store.ts';
import { withStoreLock } from '../store/with-store-lock.ts';
import { followMoves } from './follow-moves.ts';
import { type Plan, planOf } from './plan.ts';
import { createReader, type Taken } from './take-pictures.ts';

export interface IndexFolderOptions {
  /** Where the store is. Default: one place for each folder, in the cache of Hourglass. */
  readonly store?: string;
  /** What makes codes. A store keeps its own: asked for another, it is an error. */
  readonly encoder?: PictureEncoder | (() => Promise<PictureEncoder>);
  /** What makes codes in a new store, if nothing is asked for. Default `photoEncoder('pca')`. */
  readonly defaultEncoder?: () => Promise<PictureEncoder>;
  /** Default: that of the store; of a new one `cosine`. */
  readonly measure?: MeasureName;
  /** Larger pictures (width x height) are not read. Default 2^26, about 67 million. */
  readonly maxPixels?: number;
  /** Takes files out of the store even if they are most of those that it knows. Default false. */
  readonly removeMissing?: boolean;
  /** Called after every step: `looking` while the folder is walked, then `reading`. */
  readonly onProgress?: (progress: IndexProgress) => void;
  /** Ends it with the signal's reason. What is done is kept. */
  readonly signal?: AbortSignal;
}

export interface IndexProgress {
  readonly phase: 'looking' | 'reading';
  /** Files to be read: none is, that did not change. */
  readonly done: number;
  readonly total: number;
}

/** What a run of `indexFolder` found. Paths are relative to the folder, with `/` between names. */
export interface IndexReport {
  readonly store: string;
  readonly folder: string;
  /** Files in the store now that can be found, and how many different contents they have. */
  readonly files: number;
  readonly contents: number;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  readonly removed: readonly string[];
  /** Files that turned out to be broken in this run. Until they change they are not tried again. */
  readonly broken: readonly { readonly path: string; readonly reason: string }[];
  readonly stillBroken: number;
  /** What is not read: its kind, a file or folder that cannot be opened, a file that is being written. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  readonly unchanged: number;
  /** Pictures that were encoded. Files whose content is known need none of it. */
  readonly encoded: number;
}

/** With fewer files than this, most of them may go without anybody being asked. */
const MANY = 20;

/**
 * Brings a store up to date with a folder of pictures. Only what changed is read, and only contents that the
 * store does not have are encoded. Whenever it is killed, the next run goes on where it was.
 *
 * @example
 * const { added } = await indexFolder('photos', { store: 'photos.index' });
 *
 * @throws {DatasetError} `DATA_DIR_UNUSABLE` if the folder is not there, `DEPENDENCY_MISSING` without sharp.
 * @throws {LibraryError} `FOLDER_EMPTY`, `MOSTLY_GONE`, `STORE_BUSY`, `STORE_MISMATCH`, `STORE_EXISTS`,
 *   `STORE_DAMAGED`, `STORE_UNUSABLE`.
 * @throws {SimilarityError} if the index in the store is damaged, or the measure cannot compare such codes.
 */
export async function indexFolder(folder: string, options: IndexFolderOptions = {}): Promise<IndexReport> {
  options.onProgress?.({ phase: 'looking', done: 0, total: 0 });
  const scan = await scanFolder(folder);
  const store = resolve(options.store ?? storeOf(scan.root));
  await inStore(store, () => makeFolder(store));
  return withStoreLock(store, async (check) => {
    const { encoder, measure, defaultEncoder = () => photoEncoder('pca') } = options;
    const wanted = async () => ({
      encoder: await (typeof encoder === 'function' ? encoder() : (encoder ?? defaultEncoder())),
      measure: measure ?? ('cosine' as const),
    });
    const asked = { encoder: encoder !== undefined, measure: measure !== undefined };
    const opened = await openOrCreateStore(store, scan.root, wanted, asked);
    try {
      await forgetLost(opened);
      const unseen = scan.unreadable.filter((one) => one.unseen).map(({ path }) => path);
      const plan = planOf(opened.log.known, scan.files, unseen);
      const before = opened.log.known.size;
      const taken = await takeAll(plan, opened, options, check);
      const { moved, added, removed } = followMoves(taken.added, plan.gone, opened.log.known);
      if (!options.removeMissing) checkGone(folder, removed.length, before);
      check();
      await opened.log.append(plan.gone.map((path) => ({ path, gone: true })));
      const referenced = opened.log.referenced();
      await opened.index.delete([...opened.log.mentioned].filter((content) => !referenced.has(content)));
      await opened.log.tidy();
      return {
        store,
        folder: scan.root,
        files: [...opened.log.known.values()].filter(({ sha256 }) => sha256 !== undefined).length,
        contents: referenced.size,
        added: added.map(shownPath),
        changed: taken.changed.map(shownPath),
        moved: moved.map(({ from, to }) => ({ from: shownPath(from), to: shownPath(to) })),
        removed: removed.map(shownPath),
        broken: taken.broken,
        stillBroken: plan.stillBroken + taken.stillBroken,
        unreadable: [...scan.unreadable.map(({ path, reason }) => ({ path, reason })), ...taken.unreadable],
        unchanged: plan.unchanged + taken.same + taken.stillBroken,
        encoded: taken.encoded,
      };
    } finally {
      await opened.close();
    }
  });
}

/** What the log names and the index lacks is read again. */
async function forgetLost({ index, log }: OpenStore): Promise<void> {
  const contents = [...log.referenced()];
  const payloads = await index.payloads(contents);
  const lost = new Set(contents.filter((_, i) => payloads[i] === undefined));
  for (const [key, { sha256 }] of log.known) if (sha256 && lost.has(sha256)) log.known.delete(key);
}

async function takeAll(
  plan: Plan,
  opened: OpenStore,
  options: IndexFolderOptions,
  check: () => void,
): Promise<Taken> {
  const { signal, onProgress, maxPixels = 2 ** 26 } = options;
  const reader = await createReader(opened, { maxPixels, check });
  for (let at = 0; at < plan.toRead.length; ) {
    onProgress?.({ phase: 'reading', done: at, total: plan.toRead.length });
    signal?.throwIfAborted();
    at += await reader.take(plan.toRead.slice(at, at + reader.batch));
  }
  onProgress?.({ phase: 'reading', done: plan.toRead.length, total: plan.toRead.length });
  return reader.taken;
}

/** A part of a folder that is not mounted looks as if its pictures had been deleted. */
function checkGone(folder: string, gone: number, known: number): void {
  if (known < MANY || gone <= known / 2) return;
  throw new LibraryError(
    'MOSTLY_GONE',
    `${gone} of the ${known} pictures that were known in '${folder}' are gone. If a drive is missing, bring it ` +
      'back; if they are deleted, say so (--remove-missing) and the store forgets them. Nothing was removed.',
  );
}
