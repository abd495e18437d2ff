/** Where everything goes, in columns and rows. The frame is always one row lower than the terminal. */
export type Layout = { readonly kind: 'too-small' } | SmallLayout | FullLayout;

interface Frame {
  readonly columns: number;
  readonly rows: number;
}

/** One chart beside a few pictures; the rest as numbers. */
export interface SmallLayout extends Frame {
  readonly kind: 'small';
  readonly chart: Size;
  readonly picture: Size;
  readonly previews: number;
}

/** Two charts above pictures and neighbours. */
export interface FullLayout extends Frame {
  readonly kind: 'full';
  /** Free rows below the header. */
  readonly gap: 0 | 1;
  readonly lossChart: Size;
  readonly precisionChart: Size;
  readonly picture: Size;
  /** Test pictures shown with their reconstructions. */
  readonly previews: number;
  /** Neighbours shown of each query. */
  readonly neighbours: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const leastSize = { columns: 60, rows: 18 } as const;

/** Rows around every view: header, progress and footer. */
export const chromeRows = 3;

/** Columns between two panels that stand side by side. */
export const gutter = 3;
/** Columns between a picture and the next one in its row: room for a sign. The last one takes one less. */
export const signWidth = 2;

const leastChart = 6;
const leastPicture = 5;
/** A picture this high has two of MNIST's pixels a character: there is no more to show. */
const mostPicture = 14;
const mostPreviews = 8;
const mostNeighbours = 5;

/** How many pictures are wanted, best first, and how high they must be for that to be worth it. */
const wanted = [
  { previews: 4, neighbours: 3, height: 7 },
  { previews: 3, neighbours: 3, height: leastPicture },
  { previews: 3, neighbours: 2, height: leastPicture },
] as const;

export function layoutFor(columns: number, terminalRows: number): Layout {
  if (columns < leastSize.columns || terminalRows < leastSize.rows) return { kind: 'too-small' };
  const rows = terminalRows - 1;
  return fullLayout(columns, rows) ?? smallLayout(columns, rows);
}

function fullLayout(columns: number, rows: number): FullLayout | undefined {
  const gap = rows >= 27 ? 1 : 0;
  // The pictures' titles take a row too.
  const free = rows - chromeRows - gap - 1 - gap;
  for (const { previews, neighbours, height: least } of wanted) {
    for (let height = pictureHeight(free); height >= least; height--) {
      const chart = free - 2 * height;
      if (chart < leastChart || !fits(columns, 2 * height, previews, neighbours)) continue;
      const precision = Math.floor((columns - gutter) * 0.43);
      return {
        kind: 'full',
        columns,
        rows,
        gap,
        lossChart: { width: columns - gutter - precision, height: chart },
        precisionChart: { width: precision, height: chart },
        picture: { width: 2 * height, height },
        ...asManyAsFit(columns, 2 * height, previews, neighbours),
      };
    }
  }
  return undefined;
}

/** Pictures take half of what is free: two of them stand above each other. */
function pictureHeight(free: number): number {
  return Math.max(leastPicture, Math.min(mostPicture, Math.floor(free * 0.27)));
}

function asManyAsFit(columns: number, width: number, previews: number, neighbours: number) {
  for (let grown = true; grown; ) {
    grown = false;
    if (neighbours < mostNeighbours && fits(columns, width, previews, neighbours + 1)) {
      neighbours++;
      grown = true;
    }
    if (previews < mostPreviews && fits(columns, width, previews + 1, neighbours)) {
      previews++;
      grown = true;
    }
  }
  return { previews, neighbours };
}

/** Whether previews, a query and its neighbours stand side by side in `columns`. */
function fits(columns: number, width: number, previews: number, neighbours: number): boolean {
  return previews * width + gutter + rowWidth(width, neighbours) <= columns;
}

/** Columns of a query and its neighbours; the last sign is not followed by a blank. */
function rowWidth(picture: number, neighbours: number): number {
  return (neighbours + 1) * (picture + signWidth) - 1;
}

export function neighboursWidth({ picture, neighbours }: FullLayout): number {
  return rowWidth(picture.width, neighbours);
}

function smallLayout(columns: number, rows: number): SmallLayout {
  // Header, progress, a title, three rows of numbers and the footer.
  const height = rows - 7;
  const picture = { width: 2 * leastPicture, height: leastPicture };
  const previews = columns >= 76 ? 3 : 2;
  return {
    kind: 'small',
    columns,
    rows,
    chart: { width: columns - gutter - previews * picture.width, height },
    picture,
    previews,
  };
}
