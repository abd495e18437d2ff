import type { Codes } from '../codes.ts';
import { allDistances } from '../measures/all-distances.ts';
import type { Measure } from '../measures/measure.ts';
import { pick } from './pick.ts';
import { type NeighbourLists, ReciprocalSets } from './reciprocal-sets.ts';

/** How much belongs to a set of mutual neighbours: exp(-distance / typical) of its members. */
interface Membership {
  readonly rows: readonly number[];
  readonly weights: Float64Array;
  readonly total: number;
}

/** New distances of the candidates of a query, from its code, their rows and distances, nearest first. */
type RankOne = (query: Codes, rows: Uint32Array, distances: Float32Array) => Float64Array;

/** The formula of `overReciprocal`, query by query. What it finds out of an item is kept for the next query. */
export function jaccardRanker(codes: Codes, measure: Measure, lists: NeighbourLists, share: number): RankOne {
  const sets = new ReciprocalSets(lists);
  const typical = typicalDistance(measure, codes);
  const kept: (Membership | undefined)[] = [];
  /** Stands for the query in sets: a row behind those of the items. */
  const QUERY = codes.count;
  const inQuery = new Float64Array(codes.count); // V_q of the query at hand; zeros between queries

  const membership = (query: Codes, rows: readonly number[]): Membership => {
    const weights = allDistances(measure, query, pick(codes, rows)).map((d) => Math.exp(-d / typical));
    return { rows, weights, total: sum(weights) };
  };
  const membershipOf = (row: number): Membership => {
    kept[row] ??= membership(pick(codes, [row]), sets.expanded(row));
    return kept[row];
  };

  /** V_q, and what the query is to those of its neighbours in whose sets it is. */
  function querySets(query: Codes, near: readonly number[]) {
    const back = allDistances(measure, pick(codes, near), query);
    const mutual = (depth: number) =>
      near.slice(0, depth).filter((row, rank) => sets.reaches(row, back[rank]!, depth));
    const members = mutual(lists.k);
    const closer = mutual(sets.half);
    const isCloser = new Set(closer);
    const whole = sets.expand([QUERY, ...members], (member) => {
      if (member === QUERY) return [QUERY, ...closer];
      const those = sets.mutual(member, sets.half);
      return isCloser.has(member) ? [...those, QUERY] : those;
    });
    const itself = Math.exp(-allDistances(measure, query, query)[0]! / typical);
    const items = membership(
      query,
      whole.filter((row) => row !== QUERY),
    );
    const within = new Map(members.map((row) => [row, Math.exp(-back[near.indexOf(row)]! / typical)]));
    return { items, itself, within };
  }

  return (query, rows, distances) => {
    const { items, itself, within } = querySets(query, [...rows.subarray(0, lists.k)]);
    for (const [i, row] of items.rows.entries()) inQuery[row] = items.weights[i]!;
    const anew = Float64Array.from(rows, (row, rank) => {
      const { rows: theirs, weights, total } = membershipOf(row);
      const there = within.get(row) ?? 0;
      let shared = Math.min(itself, there);
      for (const [i, member] of theirs.entries()) shared += Math.min(inQuery[member]!, weights[i]!);
      const all = items.total + itself + total + there - shared;
      return (share * distances[rank]!) / typical + (1 - share) * (1 - shared / all);
    });
    for (const row of items.rows) inQuery[row] = 0;
    return anew;
  };
}

/** The mean distance of an item to the one that is half of all items further; 1 if they are all the same. */
function typicalDistance(measure: Measure, codes: Codes): number {
  const pairs = Math.min(codes.count, 1000);
  let total = 0;
  for (let i = 0; i < pairs; i++) {
    const row = Math.floor((i * codes.count) / pairs);
    const other = (row + Math.ceil(codes.count / 2)) % codes.count;
    total += allDistances(measure, pick(codes, [row]), pick(codes, [other]))[0]!;
  }
  return total / pairs || 1;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
