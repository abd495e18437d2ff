import { describe, expect, test } from 'vitest';
import { knnAccuracy, labelsById, metrics, type Neighbours, precisionAtK } from '../index.ts';

const neighbours: Neighbours = {
  k: 3,
  count: 2,
  ids: Uint32Array.of(10, 20, 30, 40, 20, 10),
  distances: new Float32Array(6),
};
const itemLabels = labelsById(Uint32Array.of(10, 20, 30, 40), Uint8Array.of(1, 2, 2, 3));
const judged = { neighbours, itemLabels, queryLabels: Uint8Array.of(1, 3) };

describe('metrics', () => {
  test('precision counts the neighbours with the label of the query', () => {
    expect(precisionAtK(judged, 3)).toBe(2 / 6); // rows 1 2 2 and 3 2 1
    expect(precisionAtK(judged, 1)).toBe(1);
  });

  test('kNN takes the majority, and of equal votes the nearest', () => {
    expect(knnAccuracy(judged, 3)).toBe(0.5); // 2 wins the first row; 3, the nearest, the second
    expect(knnAccuracy(judged, 2)).toBe(1);
  });

  test('are a table', () => {
    expect(metrics['knn-accuracy'].compute(judged, 3)).toBe(0.5);
    for (const { better } of Object.values(metrics)) expect(better).toBe('higher');
  });

  test('refuse what they cannot judge', () => {
    expect(() => precisionAtK(judged, 4)).toThrow('k is 4; allowed: an integer from 1 to 3.');
    expect(() => knnAccuracy({ ...judged, queryLabels: Uint8Array.of(1) }, 3)).toThrow(
      'queryLabels has 1 values; allowed: 2, one a row.',
    );
    expect(() => precisionAtK({ ...judged, itemLabels: new Map() }, 3)).toThrow('id 10 has no label');
    expect(() => labelsById(Uint32Array.of(1), new Uint8Array(2))).toThrow('labels has 2 values');
    const none = { ...neighbours, count: 0, ids: new Uint32Array() };
    expect(() => precisionAtK({ ...judged, neighbours: none }, 3)).toThrow('neighbours.count is 0');
  });
});
