import { SimilarityError } from '../errors.ts';
import type { IdOf, IdsOf, IdType } from '../indexes/contract.ts';

/** A class for each row, as a number. */
export type Labels = Uint8Array | Uint16Array | Uint32Array;

/** The labels of the items that can be found. */
export class ItemLabels {
  readonly #byId: ReadonlyMap<string | number, number>;
  readonly #counts = new Map<number, number>();

  /** @throws {SimilarityError} `SHAPE_MISMATCH` unless there is one label an id. */
  constructor(ids: IdsOf<IdType>, labels: Labels) {
    checkLabels('labels', labels, ids.length);
    this.#byId = new Map(
      Array.from<IdOf<IdType>, [IdOf<IdType>, number]>(ids, (id, row) => [id, labels[row]!]),
    );
    for (const label of labels) this.#counts.set(label, this.countOf(label) + 1);
  }

  /** Items with this label. */
  countOf(label: number): number {
    return this.#counts.get(label) ?? 0;
  }

  has(id: IdOf<IdType>): boolean {
    return this.#byId.has(id);
  }

  /** @throws {SimilarityError} `LABEL_MISSING`. */
  labelOf(id: IdOf<IdType>): number {
    const label = this.#byId.get(id);
    if (label !== undefined) return label;
    throw new SimilarityError(
      'LABEL_MISSING',
      `items: id ${id} was found and has no label; allowed: a label for every item.`,
    );
  }
}

/** @throws {SimilarityError} `SHAPE_MISMATCH`. */
export function checkLabels(subject: string, labels: Labels, count: number): void {
  if (!(labels instanceof Uint8Array || labels instanceof Uint16Array || labels instanceof Uint32Array)) {
    const message = `${subject} is no Uint8Array, Uint16Array or Uint32Array; allowed: these.`;
    throw new SimilarityError('SHAPE_MISMATCH', message);
  }
  if (labels.length === count) return;
  throw new SimilarityError(
    'SHAPE_MISMATCH',
    `${subject} has ${labels.length} values; allowed: ${count}, one a row.`,
  );
}
