import type { Codes, MeasureName } from '../src/index.ts';
import { naiveDistances, rowOf } from './naive.ts';

const places = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Rows by their distance, nearest first. */
const nearest = (distances: readonly number[]) =>
  places(distances.length).sort((a, b) => distances[a]! - distances[b]! || a - b);

/** For each item the others, nearest first. */
function others(measure: MeasureName, items: Codes): number[][] {
  return naiveDistances(measure, items, items).map((distances, row) =>
    nearest(distances).filter((other) => other !== row),
  );
}

const length = (x: Float32Array) => Math.hypot(...x) || 1;

/** The mean of a code, with a weight of 1, and of others, which weigh cos^power. */
function mean(own: Float32Array, near: readonly Float32Array[], power: number, unit: boolean): number[] {
  const cosine = (x: Float32Array) => x.reduce((sum, v, i) => sum + v * own[i]!, 0) / length(x) / length(own);
  const weighed = [[own, 1] as const, ...near.map((x) => [x, Math.max(0, cosine(x)) ** power] as const)];
  const total = weighed.reduce((sum, [, weight]) => sum + weight, 0);
  return Array.from(own, (_, i) =>
    weighed.reduce((sum, [x, weight]) => sum + (weight * x[i]!) / (unit ? length(x) : 1) / total, 0),
  );
}

export function naiveAverage(measure: MeasureName, items: Codes, k: number, power: number): number[][] {
  return others(measure, items).map((near, row) =>
    mean(
      rowOf(items, row),
      near.slice(0, k).map((other) => rowOf(items, other)),
      power,
      measure === 'cosine',
    ),
  );
}

export function naiveExpansion(
  measure: MeasureName,
  queries: Codes,
  items: Codes,
  k: number,
  power: number,
): number[][] {
  return naiveDistances(measure, queries, items).map((distances, query) =>
    mean(
      rowOf(queries, query),
      nearest(distances)
        .slice(0, k)
        .map((item) => rowOf(items, item)),
      power,
      measure === 'cosine',
    ),
  );
}

export interface NaiveReciprocal {
  readonly neighbours: number;
  readonly pool: number;
  readonly share: number;
}

/** New distances by item row, of those in the pool, as sets of names and the paper's formulas. 'q' is the query. */
export function naiveReciprocal(
  measure: MeasureName,
  query: Codes,
  items: Codes,
  { neighbours: k, pool, share }: NaiveReciprocal,
): Map<number, number> {
  type Member = number | 'q';
  const half = Math.max(1, Math.round(k / 2));
  const between = naiveDistances(measure, items, items);
  const from = naiveDistances(measure, query, items)[0]!;
  const to = naiveDistances(measure, items, query).map(([d]) => d!);
  const self = naiveDistances(measure, query, query)[0]![0]!;
  const distance = (a: Member, b: Member) =>
    a === 'q' ? (b === 'q' ? self : from[b]!) : b === 'q' ? to[a]! : between[a]![b]!;

  const lists = others(measure, items);
  const knows = (a: Member, b: Member, depth: number) => {
    if (a === 'q')
      return nearest(from)
        .slice(0, depth)
        .includes(b as number);
    if (b !== 'q') return lists[a]!.slice(0, depth).includes(b);
    return to[a]! <= between[a]![lists[a]![depth - 1]!]!;
  };
  const everyone: Member[] = [...places(items.count), 'q'];
  const mutual = (a: Member, depth: number) =>
    new Set(everyone.filter((b) => a === b || (knows(a, b, depth) && knows(b, a, depth))));
  const expanded = (a: Member, withQuery: boolean) => {
    const kept = (set: Set<Member>) => new Set([...set].filter((b) => withQuery || b !== 'q'));
    const core = kept(mutual(a, k));
    const whole = new Set(core);
    for (const b of core) {
      const more = kept(mutual(b, half));
      if (3 * [...more].filter((c) => core.has(c)).length >= 2 * more.size)
        for (const c of more) whole.add(c);
    }
    return whole;
  };

  const pairs = Math.min(items.count, 1000);
  const typical =
    places(pairs).reduce((sum, i) => {
      const row = Math.floor((i * items.count) / pairs);
      return sum + between[row]![(row + Math.ceil(items.count / 2)) % items.count]!;
    }, 0) / pairs || 1;
  const ofQuery = expanded('q', true);
  const anew = new Map<number, number>();
  for (const item of nearest(from).slice(0, pool)) {
    const set = expanded(item, false);
    if (mutual(item, k).has('q')) set.add('q');
    let [shared, all] = [0, 0];
    for (const member of new Set([...ofQuery, ...set])) {
      const v = (owner: Member, members: Set<Member>) =>
        members.has(member) ? Math.exp(-distance(owner, member) / typical) : 0;
      const [a, b] = [v('q', ofQuery), v(item, set)];
      shared += Math.min(a, b);
      all += Math.max(a, b);
    }
    anew.set(item, (share * from[item]!) / typical + (1 - share) * (1 - shared / all));
  }
  return anew;
}
