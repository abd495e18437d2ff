import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

const PRINTABLE_ASCII = /^[\u0020-\u007E]*$/;
// Besides the control characters: line and paragraph separators, and marks that turn the text's direction.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;

const graphemes = new Intl.Segmenter();

/** Columns that `text` takes on a terminal. Escape codes take none, wide characters take two. */
export function visibleWidth(text: string): number {
  return stringWidth(text);
}

/** Text from outside, made safe for one line: no escape codes, line breaks or other control characters. */
export function plain(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  return stripVTControlCharacters(text).replace(UNPRINTABLE, ' ');
}

/** Plain text cut to `width` columns. What was cut shows as a closing `ellipsis`, one column wide. */
export function clip(text: string, width: number, ellipsis = '…'): string {
  if (visibleWidth(text) <= width) return text;
  if (width < 1) return '';
  let clipped = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += visibleWidth(segment);
    if (used > width - 1) break;
    clipped += segment;
  }
  return clipped + ellipsis;
}

/** The sign for "cut here" that the surface can show. */
export function ellipsisFor(unicode: boolean): string {
  return unicode ? '…' : '~';
}

/** Where text stands in a space that is wider than it. */
export type Alignment = 'left' | 'right' | 'center';

/** Text filled up with spaces to `width` columns. Text that is wider already is returned as it is. */
export function pad(text: string, width: number, align: Alignment): string {
  const room = Math.max(0, width - visibleWidth(text));
  if (align === 'left') return text + ' '.repeat(room);
  if (align === 'right') return ' '.repeat(room) + text;
  const left = room >> 1;
  return ' '.repeat(left) + text + ' '.repeat(room - left);
}
