import type { BigIntStats } from 'node:fs';

/** What the system says of a file. As long as all of it is the same, what is in the file is the same too. */
export interface FileState {
  readonly size: number;
  /** Nanoseconds since 1970, in digits: when the content was written. Programs can set it to any time. */
  readonly modified: string;
  /** When anything of the file was changed, its name too. Programs cannot set it. */
  readonly changed: string;
  /** With `device`, it tells whether two names are one file (hard links). */
  readonly inode: string;
  /** Another after a restart, so it is no sign of a change. */
  readonly device: string;
}

export function stateOf(stat: BigIntStats): FileState {
  return {
    size: Number(stat.size),
    modified: String(stat.mtimeNs),
    changed: String(stat.ctimeNs),
    inode: String(stat.ino),
    device: String(stat.dev),
  };
}

export function isSameState(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.modified === b.modified && a.changed === b.changed && a.inode === b.inode;
}

/** Clocks of file systems tick so slowly that a second change may have the time of the first. */
const TICK_MS = 100;

/** Whether a file was changed so shortly before it was read that a later change may look the same. */
export function isFresh({ modified, changed }: FileState, readAt: number): boolean {
  const newest = Math.max(Number(modified), Number(changed)) / 1e6;
  return newest > readAt - TICK_MS;
}
