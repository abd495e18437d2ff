import type { Prepared } from '../../measures/measure.ts';
import type { Block } from '../local/rows.ts';

/**
 * Rows in a full block. With 512 queries its scores are 63 MB; longer blocks need more and gain little. No
 * power of two: rows of scores that far apart fall on the same lines of the cache (32,768 is a tenth slower).
 */
export const FULL_BLOCK = 30_720;

interface Page {
  rows: number;
  matrix: Float32Array;
  bias: Float64Array;
}

/** Prepared rows in the order in which they came, their position. Grows by pages and never copies a full one. */
export class Pages {
  readonly #width: number;
  readonly #pages: Page[] = [];
  #count = 0;
  #planned = 0;

  constructor(width: number) {
    this.#width = width;
  }

  /** Views of the rows that are here now. Later additions do not change them. */
  blocks(): Block[] {
    return this.#pages.map(({ rows, matrix, bias }, page) => ({
      start: page * FULL_BLOCK,
      rows,
      matrix: matrix.subarray(0, rows * (this.#width + 1)),
      bias: bias.subarray(0, rows),
    }));
  }

  /** Announces `rows` more, so that appending them in pieces allocates each page once. */
  reserve(rows: number): void {
    this.#planned = this.#count + rows;
  }

  append({ vectors, bias }: Prepared): void {
    const width = this.#width;
    for (const [row, value] of bias.entries()) {
      const page = this.#pageWithRoom();
      const start = page.rows * (width + 1);
      page.matrix.set(vectors.subarray(row * width, (row + 1) * width), start);
      page.matrix[start + width] = value;
      page.bias[page.rows] = value;
      page.rows++;
      this.#count++;
    }
  }

  /** Forgets the rows from a position on. */
  cut(count: number): void {
    this.#pages.length = Math.ceil(count / FULL_BLOCK);
    const last = this.#pages.at(-1);
    if (last) last.rows = count - (this.#pages.length - 1) * FULL_BLOCK;
    this.#count = count;
  }

  /** Makes the score of a row -Infinity for every query. */
  erase(position: number): void {
    const { page, row, start } = this.#place(position);
    page.matrix.fill(0, start, start + this.#width);
    page.matrix[start + this.#width] = -Infinity;
    page.bias[row] = -Infinity;
  }

  preparedAt(position: number): Prepared {
    const { page, row, start } = this.#place(position);
    return {
      vectors: page.matrix.subarray(start, start + this.#width),
      bias: page.bias.subarray(row, row + 1),
    };
  }

  #place(position: number) {
    const page = this.#pages[Math.floor(position / FULL_BLOCK)]!;
    const row = position % FULL_BLOCK;
    return { page, row, start: row * (this.#width + 1) };
  }

  #pageWithRoom(): Page {
    let page = this.#pages.at(-1);
    if (page === undefined || page.rows === FULL_BLOCK) {
      page = { rows: 0, matrix: new Float32Array(), bias: new Float64Array() };
      this.#pages.push(page);
    }
    if (page.rows === page.bias.length) {
      const planned = this.#planned - this.#count + page.rows;
      const capacity = Math.min(FULL_BLOCK, Math.max(planned, 2 * page.rows, 1));
      page.matrix = grown(page.matrix, new Float32Array(capacity * (this.#width + 1)));
      page.bias = grown(page.bias, new Float64Array(capacity));
    }
    return page;
  }
}

function grown<A extends Float32Array | Float64Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
