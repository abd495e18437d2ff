import type { Collection, NearRow } from './collection.ts';
import { whereIds } from './conditions.ts';
import type { Id, Row } from './rows.ts';
import { best, type Found, type Query, score, slack } from './score.ts';

/** Candidates beyond `k` in the first round, and by how much more each further round asks for. */
const SPARE = 8;
const GROWTH = 8;

/** So few are read as they are rather than looked for among all. */
const FEW = 1000;

export interface Wanted {
  readonly k: number;
  /** The only items that may be found, if there was a filter. */
  readonly allowed: ReadonlySet<Id> | undefined;
}

/**
 * The best `k` of each query, by their scores in float64.
 *
 * Milvus ranks in float32, and equally near rows in any order. So more and more are asked for until the last
 * candidate is behind the `k`-th by more than what its product may be off. Where Milvus cannot give so many,
 * rows are read page by page.
 */
export async function rank(
  collection: Collection,
  queries: readonly Query[],
  wanted: Wanted,
): Promise<Found[][]> {
  const answers: Found[][] = queries.map(() => []);
  let open = [...queries.keys()];
  const few = wanted.allowed !== undefined && wanted.allowed.size <= FEW;
  for (let limit = wanted.k + SPARE; !few && limit <= collection.mostRows; limit *= GROWTH) {
    const unsure: number[] = [];
    const atOnce = collection.queriesFor(limit);
    for (let start = 0; start < open.length; start += atOnce) {
      const some = open.slice(start, start + atOnce);
      const found = await collection.nearest(
        some.map((at) => queries[at]!.vector),
        limit,
      );
      for (const [i, at] of some.entries()) {
        const [query, candidates] = [queries[at]!, found[i] ?? []];
        answers[at] = choose(query, candidates, wanted);
        const isAll = candidates.length < limit;
        if (!isAll && !isCertain(query, candidates, answers[at], wanted.k)) unsure.push(at);
      }
    }
    open = unsure;
    if (open.length === 0) return answers;
  }
  const rest = open.map((at) => queries[at]!);
  for (const [i, answer] of (await readAll(collection, rest, wanted)).entries()) answers[open[i]!] = answer;
  return answers;
}

/** Whether no row behind the candidates can be among the best `k`. */
function isCertain(
  query: Query,
  candidates: readonly NearRow[],
  chosen: readonly Found[],
  k: number,
): boolean {
  if (chosen.length < k) return false;
  const off = candidates.reduce((most, row) => Math.max(most, slack(query, row)), 0);
  return candidates.at(-1)!.score + 2 * off < chosen[k - 1]!.score;
}

function choose(
  query: Query,
  rows: readonly Pick<Row, 'id' | 'vector' | 'place'>[],
  { k, allowed }: Wanted,
  before: readonly Found[] = [],
): Found[] {
  const found = [...before];
  for (const row of rows) {
    if (row.id !== query.excluded && (!allowed || allowed.has(row.id))) found.push(score(query, row));
  }
  return best(found, k);
}

/** The best of all rows that may be found, read page by page. */
async function readAll(
  collection: Collection,
  queries: readonly Query[],
  wanted: Wanted,
): Promise<Found[][]> {
  const fields = ['vector', 'place'] as const;
  const answers: Found[][] = queries.map(() => []);
  const take = (page: readonly Pick<Row, 'id' | 'vector' | 'place'>[]) => {
    for (const [at, query] of queries.entries()) answers[at] = choose(query, page, wanted, answers[at]);
  };
  if (!wanted.allowed) for await (const page of collection.pages(fields)) take(page);
  else
    for (const where of whereIds(wanted.allowed, Math.min(FEW, collection.mostRows)))
      take(await collection.rows(where, fields));
  return answers;
}
