import { SimilarityError } from '../../errors.ts';
import { measureNamed } from '../../measures/measures.ts';
import { weightedMeasure } from '../../measures/weighted.ts';
import type { IdType } from '../contract.ts';
import { type CheckedOptions, checkOptions, type OpenOptions } from '../options.ts';
import { DiskRows } from './disk-rows.ts';
import type { Manifest } from './manifest.ts';

export interface OpenedStore<T extends IdType> {
  readonly rows: DiskRows;
  readonly facts: CheckedOptions<T>;
}

/**
 * Opens a store and holds it against what was asked for.
 *
 * @throws {SimilarityError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_MISMATCH`, `STORE_UNUSABLE`.
 */
export async function openStore<T extends IdType>(
  folder: string,
  options: OpenOptions<T>,
): Promise<OpenedStore<T>> {
  const rows = await DiskRows.open(folder, (manifest) => measureIn(manifest).width(manifest.size));
  const { size, measure, idType } = rows.manifest;
  const wanted = { size, measure, ...options, idType: options.idType ?? 'number' };
  for (const [fact, is] of Object.entries({ size, measure, idType })) {
    const asked = wanted[fact as keyof typeof wanted];
    if (asked !== is) {
      const message = `index at ${folder}: its ${fact} is ${is}; asked for was ${asked}.`;
      throw new SimilarityError('STORE_MISMATCH', message);
    }
  }
  const { threads } = options;
  const facts = checkOptions({
    measure: measureIn(rows.manifest),
    size,
    idType: idType as T,
    ...(threads === undefined ? {} : { threads }),
  });
  return { rows, facts };
}

function measureIn({ measure: name, weights }: Manifest) {
  const measure = measureNamed(name);
  return weights ? weightedMeasure(measure.name, Float32Array.from(weights)) : measure;
}
