import { SimilarityError } from '../errors.ts';
import type { IdType, Searcher } from '../indexes/contract.ts';
import { indexNamed } from '../indexes/indexes.ts';
import type { EvaluateOptions, LabelledCodes } from './options.ts';

/** What holds the items, and what is to be done when it was used. */
export interface Searchable<T extends IdType> {
  readonly index: Searcher<T>;
  release(): Promise<void>;
}

/** @throws {SimilarityError} `ARGUMENT_INVALID` if the index that is given does not fit. */
export async function searchable<T extends IdType>(
  { index: asked = 'exact', measure, threads }: Pick<EvaluateOptions<T>, 'index' | 'measure' | 'threads'>,
  { ids, codes }: LabelledCodes<T>,
): Promise<Searchable<T>> {
  if (typeof asked !== 'string') {
    checkFits(asked, measure, ids.length);
    if (asked.count === 0 && 'add' in asked) await asked.add(ids, codes);
    return { index: asked, release: async () => {} };
  }
  const idType = (ids instanceof Uint32Array ? 'number' : 'string') as T;
  const options = { measure, size: codes.size, idType, ...(threads === undefined ? {} : { threads }) };
  const index = await indexNamed(asked).create(options);
  try {
    await index.add(ids, codes);
  } catch (error) {
    await index.close();
    throw error;
  }
  return { index, release: () => index.close() };
}

function checkFits<T extends IdType>(
  index: Searcher<T>,
  measure: EvaluateOptions<T>['measure'],
  items: number,
): void {
  const name = typeof measure === 'string' ? measure : measure.name;
  const problem =
    index.measure !== name
      ? `its measure is ${index.measure}; asked for was ${name}`
      : index.count !== 0 && index.count !== items
        ? `it holds ${index.count} items; allowed: none, or the ${items} that have labels`
        : undefined;
  if (problem) throw new SimilarityError('ARGUMENT_INVALID', `index: ${problem}.`);
}
