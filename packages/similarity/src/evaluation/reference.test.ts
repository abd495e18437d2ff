import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codesOf, idsFrom } from '../../test/naive.ts';
import { evaluateCodes, type MetricName, metrics } from '../index.ts';

interface Set {
  codes: number[][];
  labels: number[];
}

/** Written by retrieval.py with pytorch-metric-learning, trec_eval and scikit-learn. */
const reference = JSON.parse(
  readFileSync(new URL('../../test/reference/retrieval.json', import.meta.url), 'utf8'),
) as Record<'items' | 'queries', Set> &
  Record<'queriesApart' | 'leaveOneOut', Record<string, number>> & {
    at: number;
    k: number;
    temperature: number;
  };

const labelled = ({ codes, labels }: Set) => ({
  ids: idsFrom(100, codes.length),
  codes: codesOf(codes),
  labels: Uint8Array.from(labels),
});
const items = labelled(reference.items);
const queries = labelled(reference.queries);
const all = Object.keys(metrics) as MetricName[];
const { at, k, temperature } = reference;
const asked = { items, measure: 'l2', at, k, temperature, metrics: all, threads: 1 } as const;

/** The tools' names for our metrics. */
const names = {
  'r-precision': 'r_precision',
  'map-at-r': 'mean_average_precision_at_r',
  'precision-at-k': 'P_10',
  'recall-at-k': 'recall_10',
  'ndcg-at-k': 'ndcg_cut_10',
  'map-at-k': 'map_cut_10',
  'hit-at-k': 'success_10',
} as const;

describe.each(['queriesApart', 'leaveOneOut'] as const)('%s', (way) => {
  const apart = way === 'queriesApart';
  const ask = { ...asked, queries: apart ? queries : items, exclude: apart ? 'none' : 'same-id' } as const;

  test('metrics are those of pytorch-metric-learning and trec_eval', async () => {
    const { scores } = await evaluateCodes(ask);
    for (const [ours, theirs] of Object.entries(names)) {
      expect([ours, scores[ours as MetricName]]).toEqual([ours, expect.closeTo(reference[way][theirs]!, 7)]);
    }
    const first = await evaluateCodes({ ...ask, at: 1 });
    for (const name of ['precision-at-k', 'hit-at-k', 'mrr-at-k'] as const) {
      expect(first.scores[name]).toBeCloseTo(reference[way].precision_at_1!, 7);
    }
  });
});

test('kNN is that of scikit-learn', async () => {
  const { scores } = await evaluateCodes({ ...asked, queries });
  expect(scores['knn-accuracy']).toBeCloseTo(reference.queriesApart.knn!, 7);
  expect(scores['weighted-knn-accuracy']).toBeCloseTo(reference.queriesApart.weightedKnn!, 7);
});
