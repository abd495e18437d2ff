import { isFresh, isSameState } from '../folder/file-state.ts';
import { type PathKey, shownPath } from '../folder/path-key.ts';
import type { SeenFile } from '../folder/scan-folder.ts';
import type { KnownFile, KnownFiles } from '../store/file-log.ts';

export interface Plan {
  /** New, or perhaps changed: to be read. */
  readonly toRead: readonly SeenFile[];
  readonly unchanged: number;
  /** Of the unchanged: files that were broken when they were read. */
  readonly stillBroken: number;
  /** Known before, and not there any more. */
  readonly gone: readonly PathKey[];
}

/**
 * Compares what is known with what is there.
 *
 * @param unseen paths, as shown, at or below which nobody could look: what is known of them stays as it is.
 */
export function planOf(known: KnownFiles, seen: readonly SeenFile[], unseen: readonly string[]): Plan {
  const toRead = seen.filter(({ key, state }) => !isUpToDate(known.get(key), state));
  const there = new Set(seen.map(({ key }) => key));
  const skipped = new Set(toRead.map(({ key }) => key));
  const unchanged = seen.filter(({ key }) => !skipped.has(key));
  return {
    toRead,
    unchanged: unchanged.length,
    stillBroken: unchanged.filter(({ key }) => known.get(key)!.broken !== undefined).length,
    gone: [...known.keys()].filter((key) => !there.has(key) && !isBelow(shownPath(key), unseen)),
  };
}

function isUpToDate(known: KnownFile | undefined, state: SeenFile['state']): boolean {
  return known !== undefined && isSameState(known.state, state) && !isFresh(known.state, known.readAt);
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => folder === '' || path === folder || path.startsWith(`${folder}/`));
}
