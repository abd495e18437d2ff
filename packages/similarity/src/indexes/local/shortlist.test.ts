import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Shortlist } from './shortlist.ts';

const candidates = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 });
const better = (a: readonly number[], b: readonly number[]) => b[0]! - a[0]! || a[1]! - b[1]!;

test('runs, and single offers in any order, leave the best, of equal ones those that came first', () => {
  fc.assert(
    fc.property(
      candidates,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 7 }),
      (scores, k, run) => {
        const all = scores.map((score, position) => [score, position] as const);
        const [byRuns, byOffers] = [new Shortlist(1, k), new Shortlist(1, k)];
        for (let start = 0; start < all.length; start += run) {
          const sorted = all.slice(start, start + run).sort(better);
          const [s, p] = [sorted.map(([score]) => score), sorted.map(([, position]) => position)];
          byRuns.offerRun(0, Float64Array.from(s), Uint32Array.from(p), sorted.length);
        }
        for (const [score, position] of all.toReversed()) byOffers.offer(0, score, position);
        for (const shortlist of [byRuns, byOffers]) {
          const held: number[][] = [];
          shortlist.forEach((_, score, position) => {
            held.push([score, position]);
          });
          expect(held).toEqual(all.toSorted(better).slice(0, k));
        }
      },
    ),
  );
});
