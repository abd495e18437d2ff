/** How rows of pictures, each with a line of words under it, are laid out. */
export interface Rows {
  /** Lines of one picture; it is twice as many columns wide. */
  readonly height: number;
  readonly across: number;
  readonly down: number;
}

const least = 5;

/**
 * Rows of pictures as large as they can be with all of them shown. Where they would be too small to be seen, as many as
 * fit.
 *
 * @param room columns and lines.
 * @param across pictures of a row, and `down` rows, that there are.
 */
export function arrangeRows(
  room: { readonly width: number; readonly height: number },
  across: number,
  down: number,
): Rows {
  const height = Math.floor(Math.min((room.width + 1) / across / 2 - 0.5, room.height / down - 1));
  if (height >= least) return { height, across, down };
  const small = Math.max(1, Math.min(least, room.height - 1, (room.width - 1) >> 1));
  return {
    height: small,
    across: Math.max(1, Math.min(across, Math.floor((room.width + 1) / (2 * small + 1)))),
    down: Math.max(1, Math.min(down, Math.floor(room.height / (small + 1)))),
  };
}
