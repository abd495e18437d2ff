import { describe, expect, test } from 'vitest';
import { codesOf } from '../../test/naive.ts';
import { measureNamed, measures } from './measures.ts';

const queries = codesOf([
  [1, 0],
  [0.5, 0.25],
]);

describe('measures', () => {
  test('are named by their key, and frozen', () => {
    for (const [name, measure] of Object.entries(measures)) {
      expect(measure.name).toBe(name);
      expect(measureNamed(name)).toBe(measure);
      expect(Object.isFrozen(measure)).toBe(true);
    }
    expect(Object.isFrozen(measures)).toBe(true);
    expect(() => measureNamed('toString')).toThrow("measure 'toString' is unknown");
  });

  test('bce turns items into logits, and keeps them finite at 0 and 1', () => {
    const { vectors, bias } = measures.bce.prepareItems(queries);
    expect(vectors[0]).toBeCloseTo(Math.log(1e7), 5);
    expect(vectors[1]).toBeCloseTo(-Math.log(1e7), 5);
    expect(vectors[2]).toBe(0);
    expect(bias[1]).toBeCloseTo(Math.log(0.5) + Math.log(0.75), 7);
    expect(Array.from(measures.bce.prepareQueries(queries).vectors)).toEqual(Array.from(queries.data));
  });

  test('bce keeps its digits where target and prediction are both 1', () => {
    const one = codesOf([[1]]);
    const { vectors, bias } = measures.bce.prepareItems(one);
    expect(measures.bce.distance(vectors[0]! + bias[0]!, 1)).toBeCloseTo(-Math.log(1 - 1e-7), 12);
  });

  test('cosine gives a code of zeros the distance 1 to all, itself too', () => {
    const { bias } = measures.cosine.prepareItems(codesOf([[0, 0]]));
    expect(measures.cosine.distance(bias[0]! + bias[0]!, 2)).toBe(1);
  });

  test('take no values that leave float32', () => {
    expect(() => measures.l2.prepareItems(codesOf([[1e20]]))).toThrow(
      'at row 0, column 0; allowed: -1e+15 to 1e+15, so that a product of two codes fits float32.',
    );
    expect(() => measures.dot.prepareQueries(codesOf([[Number.NaN]]))).toThrow('queries: NaN at row 0');
  });
});
