import { describe, expect, test } from 'vitest';
import { codesOf, idsFrom } from '../../test/naive.ts';
import { evaluateCodes } from './evaluate-codes.ts';

/** 24 codes on a circle, label 0 right of the axis and 1 left of it. */
const angles = Array.from({ length: 24 }, (_, i) => ((i + 0.5) / 24) * 2 * Math.PI);
const items = {
  ids: idsFrom(0, 24),
  codes: codesOf(angles.map((angle) => [Math.cos(angle), Math.sin(angle)])),
  labels: Uint8Array.from(angles, (angle) => (Math.cos(angle) > 0 ? 0 : 1)),
};

describe('evaluateCodes', () => {
  test('searches and judges', async () => {
    const { queriesPerSecond, ...rest } = await evaluateCodes({
      items,
      queries: items,
      measure: 'cosine',
      k: 3,
      threads: 1,
    });
    expect(rest).toEqual({
      measure: 'cosine',
      precisionAt10: expect.closeTo(0.75, 1),
      knn: { k: 3, accuracy: 1 },
    });
    expect(queriesPerSecond).toBeGreaterThan(0);
  });

  test('lets a query not find itself', async () => {
    const alone = { ...items, labels: Uint8Array.from({ length: 24 }, (_, i) => i) };
    const ask = { items: alone, queries: alone, measure: 'l2', k: 1, threads: 1 } as const;
    expect((await evaluateCodes(ask)).knn.accuracy).toBe(1);
    expect((await evaluateCodes({ ...ask, exclude: 'same-id' })).knn.accuracy).toBe(0);
  });

  test('names what does not fit', async () => {
    const short = { ...items, ids: idsFrom(0, 23) };
    await expect(evaluateCodes({ items, queries: short, measure: 'l2', k: 3 })).rejects.toThrow(
      'queries.ids has 23 values; allowed: 24, one a row.',
    );
    await expect(evaluateCodes({ items, queries: items, measure: 'l2', k: 25 })).rejects.toThrow(
      'is 25; allowed: an integer from 1 to 24.',
    );
    await expect(evaluateCodes({ items, queries: items, measure: 'bce', k: 3 })).rejects.toMatchObject({
      code: 'VALUE_INVALID',
    });
  });
});
