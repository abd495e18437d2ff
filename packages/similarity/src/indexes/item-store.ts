import { checkOnePerRow } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import type { Prepared } from '../measures/measure.ts';

/**
 * Rows in a full block. With 512 queries its scores are 63 MB; longer blocks need more and gain little. No
 * power of two: rows of scores that far apart fall on the same lines of the cache (32,768 is a tenth slower).
 */
const FULL_BLOCK = 30_720;

/** Consecutive items, ready to be a feed of the scan. */
export interface Block {
  /** Position of the first row. */
  readonly start: number;
  readonly rows: number;
  /** rows x (width + 1): each item's vector, then its bias. */
  readonly matrix: Float32Array;
  /** One a row, not rounded to float32 as the matrix's last column is. */
  readonly bias: Float64Array;
}

/** The block that holds a position. */
export function blockOf(blocks: readonly Block[], position: number): Block {
  return blocks[Math.floor(position / FULL_BLOCK)]!;
}

interface Page {
  rows: number;
  matrix: Float32Array;
  bias: Float64Array;
  ids: Uint32Array;
}

/** Prepared items in the order in which they came, their position. Grows by pages and never copies a full one. */
export class ItemStore {
  readonly #width: number;
  readonly #pages: Page[] = [];
  readonly #positions = new Map<number, number>();
  #planned = 0;

  /** @param width numbers in a prepared vector. */
  constructor(width: number) {
    this.#width = width;
  }

  get count(): number {
    return this.#positions.size;
  }

  positionOf(id: number): number | undefined {
    return this.#positions.get(id);
  }

  idAt(position: number): number {
    return this.#pages[Math.floor(position / FULL_BLOCK)]!.ids[position % FULL_BLOCK]!;
  }

  /** Views of the items that are here now. Later additions do not change them. */
  blocks(): Block[] {
    return this.#pages.map(({ rows, matrix, bias }, page) => ({
      start: page * FULL_BLOCK,
      rows,
      matrix: matrix.subarray(0, rows * (this.#width + 1)),
      bias: bias.subarray(0, rows),
    }));
  }

  /** @throws {SimilarityError} `SHAPE_MISMATCH` or `ID_DUPLICATED` if these ids cannot be added. */
  checkIds(ids: Uint32Array, count: number): void {
    checkOnePerRow('ids', ids, count);
    const seen = new Set<number>();
    for (const id of ids) {
      if (seen.has(id) || this.#positions.has(id)) {
        const where = seen.has(id) ? 'twice among the new items' : 'in the index already';
        throw new SimilarityError('ID_DUPLICATED', `ids: ${id} is ${where}; allowed: each id once.`);
      }
      seen.add(id);
    }
  }

  /** Announces `rows` more, so that appending them in pieces allocates each page once. */
  reserve(rows: number): void {
    this.#planned = this.count + rows;
  }

  append(ids: Uint32Array, { vectors, bias }: Prepared): void {
    const width = this.#width;
    for (const [row, id] of ids.entries()) {
      const page = this.#pageWithRoom();
      const start = page.rows * (width + 1);
      page.matrix.set(vectors.subarray(row * width, (row + 1) * width), start);
      page.matrix[start + width] = bias[row]!;
      page.bias[page.rows] = bias[row]!;
      page.ids[page.rows] = id;
      page.rows++;
      this.#positions.set(id, this.count);
    }
  }

  #pageWithRoom(): Page {
    let page = this.#pages.at(-1);
    if (page === undefined || page.rows === FULL_BLOCK) {
      page = { rows: 0, matrix: new Float32Array(), bias: new Float64Array(), ids: new Uint32Array() };
      this.#pages.push(page);
    }
    if (page.rows === page.ids.length) {
      const planned = this.#planned - this.count + page.rows;
      const capacity = Math.min(FULL_BLOCK, Math.max(planned, 2 * page.rows, 1));
      page.matrix = grown(page.matrix, new Float32Array(capacity * (this.#width + 1)));
      page.bias = grown(page.bias, new Float64Array(capacity));
      page.ids = grown(page.ids, new Uint32Array(capacity));
    }
    return page;
  }
}

function grown<A extends Float32Array | Float64Array | Uint32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
