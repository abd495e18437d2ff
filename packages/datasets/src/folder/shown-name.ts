import { isUtf8 } from 'node:buffer';

/** A file's name as text. What of it is not UTF-8 is shown byte by byte, as `\xff`. */
export function shownName(name: Buffer): string {
  if (isUtf8(name)) return name.toString();
  let shown = '';
  for (let at = 0; at < name.length; ) {
    const size = [1, 2, 3, 4].find((bytes) => isUtf8(name.subarray(at, at + bytes)));
    shown += size === undefined ? `\\x${name[at]!.toString(16)}` : name.toString('utf8', at, at + size);
    at += size ?? 1;
  }
  return shown;
}
