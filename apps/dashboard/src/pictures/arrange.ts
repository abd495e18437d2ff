/** How pictures that belong together in threes are laid out. */
export interface Arrangement {
  /** Lines of one picture; it is twice as many columns wide. */
  readonly height: number;
  /** The three stand under each other; else beside each other. */
  readonly isStacked: boolean;
  /** Threes side by side, and rows of them. */
  readonly across: number;
  readonly down: number;
}

const least = 2;

/**
 * As many threes, and as large, as fill a room best. Larger than `native`, which shows all pixels, is worth no more: then
 * more of them are shown; but what room is left makes them larger.
 *
 * @param room columns and lines.
 * @param count threes that there are.
 * @param native lines of a picture that shows all its pixels.
 */
export function arrangeThrees(
  room: { readonly width: number; readonly height: number },
  count: number,
  native: number,
): Arrangement {
  let best: Arrangement = { height: 1, isStacked: false, across: 1, down: 1 };
  let worth = 0;
  for (let height = least; height <= room.height; height++) {
    for (const isStacked of [true, false]) {
      const [wide, high] = isStacked ? [2 * height, 3 * height] : [6 * height, height];
      const across = Math.min(count, Math.floor((room.width + 1) / (wide + 1)));
      const down = Math.min(
        Math.ceil(count / Math.max(1, across)),
        Math.floor((room.height + 1) / (high + 1)),
      );
      const own = Math.min(count, across * down) * Math.min(height, native) ** 2;
      if (own >= worth && own > 0) {
        worth = own;
        best = { height, isStacked, across, down };
      }
    }
  }
  return best;
}
