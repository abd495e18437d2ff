import type { Codes } from '../codes.ts';
import type { IdType } from '../indexes/contract.ts';
import { indexNamed } from '../indexes/indexes.ts';
import type { MemoryIndexName } from '../indexes/names.ts';
import {
  type Checked,
  type Collection,
  checkCollection,
  checkNeighbours,
  type Reranked,
} from './collection.ts';
import { checkPower, type MeanOptions, meanWithNeighbours } from './mean-with-neighbours.ts';

export interface AverageOptions extends MeanOptions {
  /** The kind of the new index. Default: `exact`. */
  readonly index?: MemoryIndexName;
  /** Threads that its searches may use. Default: all cores. */
  readonly threads?: number;
}

/**
 * The codes of an index, each replaced by the weighted mean of itself and of its nearest others: what is alike
 * moves together, and a stray item towards those around it. Costs one search of the index for itself, once.
 * Database-side feature augmentation of Arandjelovic and Zisserman, "Three things everyone should know to improve
 * object retrieval", CVPR 2012, with the weights of Radenovic et al., "Fine-tuning CNN image retrieval with no
 * human annotation", PAMI 2019.
 *
 * With measure `cosine` codes count by their direction alone, and come out shorter than 1.
 *
 * @param options.neighbours default: 20. @param options.power default: 3.
 * @returns count x size, in the order of the ids.
 * @throws {SimilarityError} `INDEX_EMPTY`, `ARGUMENT_INVALID` if an item has not so many others, `SHAPE_MISMATCH`.
 */
export async function averageItems<T extends IdType>(
  collection: Collection<T>,
  options: MeanOptions = {},
): Promise<Codes> {
  return averaged(checkCollection(collection), options);
}

async function averaged<T extends IdType>(
  { index, ids, codes, rowsOf }: Checked<T>,
  { neighbours = 20, power = 3 }: MeanOptions,
): Promise<Codes> {
  checkNeighbours(neighbours, codes.count);
  checkPower(power);
  const found = await index.search(codes, neighbours, { exclude: ids });
  const unit = index.measure === 'cosine';
  return meanWithNeighbours(codes, codes, rowsOf(found), { k: neighbours, power, unit });
}

/** A new index over the averaged codes. */
export async function overAveragedItems<T extends IdType>(
  collection: Collection<T>,
  { index: kind = 'exact', threads, ...options }: AverageOptions = {},
): Promise<Reranked<T>> {
  const checked = checkCollection(collection);
  const { ids, measure } = checked;
  const { size, idType } = checked.index;
  const codes = await averaged(checked, options);
  const index = await indexNamed(kind).create({
    measure,
    size,
    idType,
    ...(threads === undefined ? {} : { threads }),
  });
  await index.add(ids, codes);
  return { index, ids, codes, measure, close: () => index.close() };
}
