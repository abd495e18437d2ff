import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codesOf } from '../../../test/naive.ts';
import { clusterCodes, vMeasure } from '../../index.ts';

/** Written by probes.py with scikit-learn. */
const { clusterings } = JSON.parse(
  readFileSync(new URL('../../../test/reference/probes.json', import.meta.url), 'utf8'),
) as { clusterings: { labels: number[]; clusters: number[]; expected: number[] }[] };

test.each(clusterings)("v-measure is scikit-learn's: $expected", ({ labels, clusters, expected }) => {
  const { vMeasure: v, homogeneity, completeness } = vMeasure(labels, clusters);
  expect([v, homogeneity, completeness]).toEqual(expected.map((value) => expect.closeTo(value, 10)));
});

describe('clusterCodes', () => {
  const cloud = (i: number) => [Math.floor(i / 20) * 10 + Math.sin(i), Math.cos(3 * i)];
  const codes = codesOf(Array.from({ length: 60 }, (_, i) => cloud(i)));
  const labels = Uint8Array.from({ length: 60 }, (_, i) => Math.floor(i / 20));

  test('finds clouds that lie apart, from any seed', async () => {
    for (let seed = 0; seed < 5; seed++) {
      expect((await clusterCodes({ codes, labels, seed, threads: 1 })).vMeasure).toBeCloseTo(1, 12);
    }
  });

  test('takes any number of clusters, also of equal rows', async () => {
    const same = codesOf(Array.from({ length: 60 }, () => [1, 1]));
    expect((await clusterCodes({ codes: same, labels, threads: 1 })).homogeneity).toBeLessThan(1);
    expect((await clusterCodes({ codes, labels, clusters: 60, threads: 1 })).homogeneity).toBeCloseTo(1, 12);
    expect((await clusterCodes({ codes, labels, clusters: 1, threads: 1 })).vMeasure).toBe(0);
  });

  test('refuses what does not fit', async () => {
    await expect(clusterCodes({ codes, labels, clusters: 61 })).rejects.toThrow('clusters is 61; allowed');
    await expect(clusterCodes({ codes, labels: new Uint8Array(2) })).rejects.toThrow('labels has 2 values');
    expect(() => vMeasure([1], [1, 2])).toThrow('clusters has 2 values; allowed: 1');
  });
});
