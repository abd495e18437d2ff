import type { IdOf, IdType, Payload } from '../contract.ts';
import { checkNewIds } from './new-ids.ts';

type Id = IdOf<IdType>;
export type MaybePayload = Payload | null | undefined;

/** Which rows may be found: one a position, 1 for yes. */
export interface Allowed {
  readonly mask: Uint8Array;
  readonly count: number;
}

/** The item at each position: ids in the order in which they came, what they carry, and who is gone. */
export class Roster {
  readonly #ids: Id[];
  readonly #payloads: Map<number, Payload>;
  readonly #gone: Set<number>;
  #positions: Map<Id, number> | undefined;

  constructor(ids: Id[] = [], payloads = new Map<number, Payload>(), gone = new Set<number>()) {
    this.#ids = ids;
    this.#payloads = payloads;
    this.#gone = gone;
  }

  /** Positions, those of deleted items included. */
  get length(): number {
    return this.#ids.length;
  }

  get count(): number {
    return this.#ids.length - this.#gone.size;
  }

  idAt(position: number): Id {
    return this.#ids[position]!;
  }

  payloadAt(position: number): Payload | undefined {
    return this.#payloads.get(position);
  }

  isGone(position: number): boolean {
    return this.#gone.has(position);
  }

  /** The position of an item that is there. */
  positionOf(id: Id): number | undefined {
    this.#positions ??= this.#findAll();
    return this.#positions.get(id);
  }

  /** A million take some 0.1 s, and a store that is only searched needs none of it. */
  #findAll(): Map<Id, number> {
    const positions = new Map<Id, number>();
    for (const [position, id] of this.#ids.entries()) {
      if (!this.#gone.has(position)) positions.set(id, position);
    }
    return positions;
  }

  /** @throws {SimilarityError} `ID_DUPLICATED` if these cannot all be added. */
  checkNew(ids: Iterable<Id>): void {
    checkNewIds(ids, (id) => this.positionOf(id) !== undefined);
  }

  append(ids: Iterable<Id>, payloads: readonly MaybePayload[] = []): void {
    let row = 0;
    for (const id of ids) {
      const payload = payloads[row++];
      if (payload) this.#payloads.set(this.#ids.length, payload);
      this.#positions?.set(id, this.#ids.length);
      this.#ids.push(id);
    }
  }

  /** The positions of those of `ids` that are there, in ascending order. */
  find(ids: Iterable<Id>): number[] {
    const found = new Set<number>();
    for (const id of ids) {
      const position = this.positionOf(id);
      if (position !== undefined) found.add(position);
    }
    return [...found].sort((a, b) => a - b);
  }

  remove(positions: readonly number[]): void {
    for (const position of positions) {
      this.#positions?.delete(this.idAt(position));
      this.#payloads.delete(position);
      this.#gone.add(position);
    }
  }

  allowed(filter: (id: never, payload: Payload | undefined) => boolean): Allowed {
    const mask = new Uint8Array(this.length);
    let count = 0;
    for (const [position, id] of this.#ids.entries()) {
      if (this.#gone.has(position) || !filter(id as never, this.payloadAt(position))) continue;
      mask[position] = 1;
      count++;
    }
    return { mask, count };
  }
}
