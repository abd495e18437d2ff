import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure, smallSet } from '../../test/helpers.ts';
import type { ImageSet } from '../image-set.ts';
import { split, splitRows } from './split.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const fractionsOf = (parts: readonly number[]) => {
  const sum = parts.reduce((a, b) => a + b);
  return parts.map((part) => part / sum);
};

/** A set of pictures with these labels, of ten classes. */
function labelled(values: readonly number[]): ImageSet {
  const names = Array.from({ length: 10 }, (_, i) => `class ${i}`);
  return { ...smallSet(values.length), labels: { kind: { names, values: Uint8Array.from(values) } } };
}

test('every row is in one part; each part has its share and the order of the set', () => {
  fc.assert(
    fc.property(fc.nat(300), weights, seeds, fc.boolean(), (count, parts, seed, stratified) => {
      const set = smallSet(count);
      const fractions = fractionsOf(parts);
      const rows = splitRows(set, { fractions, seed, ...(stratified && { stratifyBy: 'fine' }) });
      const all = rows.flatMap((part) => [...part]);
      expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, row) => row));
      for (const [i, part] of rows.entries()) {
        expect(Math.abs(part.length - fractions[i]! * count)).toBeLessThanOrEqual(1);
        expect(part).toEqual(part.slice().sort());
      }
    }),
  );
});

test('stratified parts have their share of every class', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 400 }), weights, seeds, (values, parts, seed) => {
      const fractions = fractionsOf(parts);
      const sets = split(labelled(values), { fractions, seed, stratifyBy: 'kind' });
      for (let kind = 0; kind < 10; kind++) {
        const inClass = values.filter((value) => value === kind).length;
        for (const [i, { labels }] of sets.entries()) {
          const inPart = labels.kind!.values.filter((value) => value === kind).length;
          expect(Math.abs(inPart - fractions[i]! * inClass)).toBeLessThanOrEqual(3);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('shares of classes that come out even are exact', () => {
  const set = labelled(Array.from({ length: 500 }, (_, i) => i % 10));
  const [fit, held] = split(set, { fractions: [0.9, 0.1], seed: 3, stratifyBy: 'kind' });
  for (let kind = 0; kind < 10; kind++) {
    expect(fit!.labels.kind!.values.filter((value) => value === kind).length).toBe(45);
    expect(held!.labels.kind!.values.filter((value) => value === kind).length).toBe(5);
  }
});

test('the seed alone decides, and the bits never change from one version to the next', () => {
  const parts = (seed: number) => splitRows(smallSet(10), { fractions: [0.7, 0.2, 0.1], seed }).map(String);
  expect(parts(7)).toEqual(parts(7));
  expect(parts(7)).not.toEqual(parts(8));
  expect(parts(7)).toMatchInlineSnapshot(`
    [
      "0,1,2,3,4,6,9",
      "5,8",
      "7",
    ]
  `);
});

test('what the fractions leave over is in no part', () => {
  const [part, ...others] = split(smallSet(100), { fractions: [0.25] });
  expect([part!.count, others.length]).toEqual([25, 0]);
});

test.each([[[]], [[0.5, 0]], [[-0.1]], [[0.6, 0.6]], [[Number.NaN]]])(
  'fractions %j are refused',
  async (fractions) => {
    const message = await failure('INPUT_INVALID', () => split(smallSet(9), { fractions }));
    expect(message).toContain('Each must be over 0, and their sum at most 1.');
  },
);
