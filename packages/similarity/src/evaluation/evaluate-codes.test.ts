import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesOf, idsFrom, stringsFrom } from '../../test/naive.ts';
import { createDiskIndex, createExactIndex, evaluateCodes, type MetricName, metrics } from '../index.ts';

/** 24 codes on a circle, label 0 right of the axis and 1 left of it; 4 quarters as other labels. */
const angles = Array.from({ length: 24 }, (_, i) => ((i + 0.5) / 24) * 2 * Math.PI);
const items = {
  ids: idsFrom(0, 24),
  codes: codesOf(angles.map((angle) => [Math.cos(angle), Math.sin(angle)])),
  labels: Uint8Array.from(angles, (angle) => (Math.cos(angle) > 0 ? 0 : 1)),
  otherLabels: { quarter: Uint16Array.from(angles, (angle) => 1000 + Math.floor((2 * angle) / Math.PI)) },
};
const ask = { items, queries: items, measure: 'cosine', k: 3, threads: 1 } as const;

describe('evaluateCodes', () => {
  test('searches and judges by every set of labels', async () => {
    const { scores, classes, others, queriesPerSecond, exact, measure } = await evaluateCodes(ask);
    expect({ exact, measure }).toEqual({ exact: true, measure: 'cosine' });
    expect(scores['precision-at-k']).toBeCloseTo(0.75, 1);
    expect(scores['knn-accuracy']).toBe(1);
    expect(queriesPerSecond).toBeGreaterThan(0);
    expect(classes.map(({ label, queries }) => [label, queries])).toEqual([
      [0, 12],
      [1, 12],
    ]);
    const mean = (classes[0]!.scores['ndcg-at-k'] + classes[1]!.scores['ndcg-at-k']) / 2;
    expect(mean).toBeCloseTo(scores['ndcg-at-k'], 12);
    expect(others.quarter!.classes.map(({ label }) => label)).toEqual([1000, 1001, 1002, 1003]);
    expect(others.quarter!.scores['precision-at-k']).toBeLessThan(scores['precision-at-k']);
  });

  test('counts which classes neighbours are of', async () => {
    const { confusion, scores } = await evaluateCodes({ ...ask, at: 4 });
    expect(confusion.labels).toEqual([0, 1]);
    const [right, wrong, wrong2, right2] = confusion.counts;
    expect(right! + wrong! + wrong2! + right2!).toBe(24 * 4);
    expect((right! + right2!) / (24 * 4)).toBeCloseTo(scores['precision-at-k'], 12);
  });

  test('lets a query not find itself', async () => {
    const alone = { ...items, labels: Uint8Array.from({ length: 24 }, (_, i) => i) };
    const own = { ...ask, items: alone, queries: alone, k: 1 } as const;
    expect((await evaluateCodes(own)).scores['knn-accuracy']).toBe(1);
    const { scores } = await evaluateCodes({ ...own, exclude: 'same-id' });
    expect(scores['knn-accuracy']).toBe(0);
    expect(scores['precision-at-k']).toBeNaN(); // there is no other of its class to be found
  });

  test('judges lists as long as the largest class, where a metric asks for them', async () => {
    const names: MetricName[] = ['map-at-r', 'r-precision'];
    const { scores } = await evaluateCodes({ ...ask, metrics: names, at: 1, k: 1, exclude: 'same-id' });
    expect(Object.keys(scores)).toEqual(names);
    expect(scores['r-precision']).toBeGreaterThan(0.5);
    expect(scores['map-at-r']).toBeLessThan(scores['r-precision']);
  });

  test('gives intervals that hold the score, the same for the same seed', async () => {
    const once = await evaluateCodes({ ...ask, intervals: { seed: 3 } });
    const again = await evaluateCodes({ ...ask, intervals: { seed: 3 } });
    const narrow = await evaluateCodes({ ...ask, intervals: { confidence: 0.5 } });
    expect(again.intervals).toEqual(once.intervals);
    for (const [name, value] of Object.entries(once.scores)) {
      const [low, high] = once.intervals![name as keyof typeof once.scores];
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      const [low2, high2] = narrow.intervals![name as keyof typeof once.scores];
      expect(high2 - low2).toBeLessThanOrEqual(high - low);
    }
    const [low, high] = once.intervals!['precision-at-k'];
    expect(high - low).toBeGreaterThan(0.02);
  });

  test('maps codes for BCE if it is asked to', async () => {
    await expect(evaluateCodes({ ...ask, measure: 'bce' })).rejects.toMatchObject({ code: 'VALUE_INVALID' });
    const { scores } = await evaluateCodes({ ...ask, measure: 'bce', mapping: 'sigmoid' });
    expect(scores['precision-at-k']).toBeGreaterThan(0.6);
  });

  test('takes any index: a kind, an empty one, a filled one, and strings as ids', async () => {
    const { queriesPerSecond, ...wanted } = await evaluateCodes(ask);
    const { queriesPerSecond: _, exact, ...byGraph } = await evaluateCodes({ ...ask, index: 'usearch' });
    expect(exact).toBe(false);
    expect({ ...byGraph, exact: true }).toEqual(wanted);

    const home = await mkdtemp(join(tmpdir(), 'hourglass-evaluate-'));
    const folder = join(home, 'index');
    const index = await createDiskIndex({ measure: 'cosine', size: 2, folder, idType: 'string', threads: 1 });
    const named = { ...items, ids: stringsFrom(0, 24) };
    for (const held of [0, 24]) {
      expect(index.count).toBe(held);
      const found = await evaluateCodes({ ...ask, items: named, queries: named, index });
      expect(found.scores).toEqual(wanted.scores);
    }
    await index.close();
    await rm(home, { recursive: true });
  });

  test('names what does not fit', async () => {
    const short = { ...items, ids: idsFrom(0, 23) };
    const index = await createExactIndex({ measure: 'l2', size: 2, threads: 1 });
    await index.add(Uint32Array.of(99), codesOf([[1, 0]]));
    const refusals: [object, string][] = [
      [{ queries: short }, 'queries.ids has 23 values; allowed: 24, one a row.'],
      [{ k: 25 }, 'is 25; allowed: an integer from 1 to 24.'],
      [{ k: 0 }, 'k is 0'],
      [{ items: { ...items, labels: new Uint8Array(3) } }, 'labels has 3 values; allowed: 24'],
      [{ queries: { ...items, labels: [1, 2] } }, 'queries.labels is no Uint8Array'],
      [{ queries: { ...items, otherLabels: {} } }, "queries.otherLabels has no 'quarter'"],
      [
        { metrics: ['accuracy'] },
        `metric 'accuracy' is unknown; allowed: ${Object.keys(metrics).join(', ')}.`,
      ],
      [{ index: 'disk' }, 'folder is missing; allowed: where the index is to be.'],
      [{ index: 'faiss' }, "index 'faiss' is unknown"],
      [{ index }, 'index: its measure is l2; asked for was cosine.'],
      [{ index, measure: 'l2' }, 'index: it holds 1 items; allowed: none, or the 24'],
      [{ intervals: { confidence: 1 } }, 'confidence is 1'],
    ];
    for (const [change, message] of refusals) {
      await expect(evaluateCodes({ ...ask, ...change })).rejects.toThrow(message);
    }
    await index.close();
  });
});
