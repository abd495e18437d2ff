import type { PathKey } from '../folder/path-key.ts';
import type { KnownFiles } from '../store/file-log.ts';

export interface Moves {
  readonly moved: readonly { readonly from: PathKey; readonly to: PathKey }[];
  readonly added: readonly PathKey[];
  readonly removed: readonly PathKey[];
}

/** A new file with the content of one that is gone is that file, moved. */
export function followMoves(added: readonly PathKey[], gone: readonly PathKey[], known: KnownFiles): Moves {
  const from = new Map<string, PathKey[]>();
  for (const key of gone) {
    const content = known.get(key)?.sha256;
    if (content !== undefined) from.set(content, [...(from.get(content) ?? []), key]);
  }
  const moved: { from: PathKey; to: PathKey }[] = [];
  const rest = added.filter((to) => {
    const source = from.get(known.get(to)?.sha256 ?? '')?.shift();
    if (source !== undefined) moved.push({ from: source, to });
    return source === undefined;
  });
  const sources = new Set(moved.map((one) => one.from));
  return { moved, added: rest, removed: gone.filter((key) => !sources.has(key)) };
}
