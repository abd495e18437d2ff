export interface Layout {
  /** Pixels of a side, and columns of a picture. */
  readonly side: number;
  /** Pictures in a row. */
  readonly columns: number;
}

export const gap = 2;
const leastSide = 14;
/** A caption, and a blank line between rows. */
const linesBesides = 2;

/** Lines and columns that there are for pictures; the height is infinite where nothing scrolls away. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** As many pictures as fill the room at a size that is easy to read, but no more than are looked at. */
export function countFor(own: number, { width, height }: Room): number {
  if (height === Number.POSITIVE_INFINITY) return 12;
  const side = Math.min(own, height < 36 ? 16 : 20);
  const rows = Math.floor(height / (side / 2 + linesBesides));
  const columns = Math.floor((width + gap) / (side + gap));
  return Math.min(24, Math.max(1, rows) * Math.max(1, columns));
}

/**
 * The largest size, up to the pictures' own, at which `count` of them fit into `width` columns and `height`
 * lines. If they do not fit at any size, they are scrolled: then four stand in a row where there is room.
 */
export function layoutFor(count: number, own: number, room: Room): Layout {
  const most = Math.max(1, Math.min(own, room.width));
  for (let side = most; side >= Math.min(leastSide, most); side--) {
    const columns = columnsAt(side, count, room.width);
    const rows = Math.ceil(count / columns);
    if (rows * (Math.ceil(side / 2) + linesBesides) <= room.height) return { side, columns };
  }
  const inRow = Math.min(count, 4);
  const scrolled = Math.floor((room.width + gap) / inRow) - gap;
  const side = Math.max(Math.min(leastSide, most), Math.min(most, scrolled));
  return { side, columns: columnsAt(side, count, room.width) };
}

/** Rows equally long, if they can be: 12 pictures in rows of 6 where 7 would fit. */
function columnsAt(side: number, count: number, width: number): number {
  const fitting = Math.max(1, Math.min(count, Math.floor((width + gap) / (side + gap))));
  return Math.ceil(count / Math.ceil(count / fitting));
}
