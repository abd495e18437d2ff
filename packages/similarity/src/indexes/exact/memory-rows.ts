import type { AddOptions } from '../contract.ts';
import { Roster } from '../local/roster.ts';
import type { Block, FindBlock, Pieces, Rows, SomeIds } from '../local/rows.ts';
import { FULL_BLOCK, Pages } from './pages.ts';

/** Deleted rows are kept until they are this many and more than the rest: then all others move up. */
const WORTH_MOVING = 4096;

/** Prepared items in memory. */
export class MemoryRows implements Rows {
  readonly width: number;
  readonly columns: number;
  readonly #mayMove: boolean;
  #pages: Pages;
  #roster = new Roster();
  #edition = 0;

  /**
   * @param width numbers in a prepared vector.
   * @param mayMove whether rows may move up to where deleted ones were, so that their memory is used again.
   */
  constructor(width: number, mayMove = true) {
    this.#mayMove = mayMove;
    this.width = width;
    this.columns = width + 1;
    this.#pages = new Pages(width);
  }

  /** Another number whenever rows were added, deleted or moved. */
  get edition(): number {
    return this.#edition;
  }

  async refresh(): Promise<Roster> {
    return this.#roster;
  }

  async add(ids: SomeIds, pieces: Pieces, { payloads, onProgress }: AddOptions): Promise<void> {
    this.#roster.checkNew(ids);
    this.#pages.reserve(ids.length);
    let done = 0;
    try {
      for await (const { vectors, bias, count } of pieces) {
        this.#pages.append({ vectors, bias });
        done += count;
        onProgress?.(done, ids.length);
      }
    } catch (error) {
      this.#pages.cut(this.#roster.length);
      throw error;
    }
    this.#roster.append(ids, payloads);
    this.#edition++;
  }

  async delete(ids: SomeIds): Promise<number> {
    const positions = this.#roster.find(ids);
    if (positions.length > 0) this.#edition++;
    for (const position of positions) this.#pages.erase(position);
    this.#roster.remove(positions);
    const gone = this.#roster.length - this.#roster.count;
    if (this.#mayMove && gone > Math.max(WORTH_MOVING, this.#roster.count)) this.#moveUp();
    return positions.length;
  }

  #moveUp(): void {
    const pages = new Pages(this.width);
    const roster = new Roster();
    pages.reserve(this.#roster.count);
    for (let position = 0; position < this.#roster.length; position++) {
      if (this.#roster.isGone(position)) continue;
      pages.append(this.#pages.preparedAt(position));
      roster.append([this.#roster.idAt(position)], [this.#roster.payloadAt(position)]);
    }
    this.#pages = pages;
    this.#roster = roster;
  }

  blocks(from = 0): Block[] {
    return this.#pages.blocks().slice(Math.floor(from / FULL_BLOCK));
  }

  find(): FindBlock {
    const blocks = this.#pages.blocks();
    return (position) => blocks[Math.floor(position / FULL_BLOCK)]!;
  }

  async close(): Promise<void> {
    this.#pages = new Pages(this.width);
    this.#roster = new Roster();
  }
}
