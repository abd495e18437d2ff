import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesOf } from '../../test/naive.ts';
import {
  fitMapping,
  type MappingName,
  type MeasureName,
  mappingNames,
  measures,
  measuresFor,
} from '../index.ts';

const anyCodes = fc
  .array(fc.array(fc.float({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 }))
  .map((rows) => codesOf(rows, 3));

describe.each(mappingNames)('%s', (name) => {
  test('gives chances, whatever comes, and keeps the order within a column', () => {
    fc.assert(
      fc.property(anyCodes, anyCodes, (items, queries) => {
        const mapped = fitMapping(name, items).apply(queries);
        expect(measuresFor(mapped)).toEqual(Object.keys(measures));
        for (let i = 3; i < mapped.data.length; i++) {
          const rise = queries.data[i]! - queries.data[i - 3]!;
          expect((mapped.data[i]! - mapped.data[i - 3]!) * rise).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('refuses what is no number, and another size', () => {
    expect(() => fitMapping(name, codesOf([[Number.NaN]]))).toThrow('codes: NaN at row 0, column 0');
    const mapping = fitMapping(name, codesOf([[1, 2]]));
    expect(() => mapping.apply(codesOf([[Infinity, 0]]))).toThrow('codes: Infinity at row 0, column 0');
    expect(() => mapping.apply(codesOf([[1]]))).toThrow('codes: size is 1; allowed: 2.');
  });
});

describe('mappings', () => {
  const codes = codesOf([
    [-1, 0, 7],
    [3, 0.5, 7],
  ]);

  test.each([
    ['sigmoid', [0.268941, 0.5, 0.999089, 0.952574, 0.622459, 0.999089]],
    ['min-max', [0, 0, 0, 1, 1, 0]],
    ['clip', [0, 0, 1, 1, 0.5, 1]],
  ] as const)('%s', (name, wanted) => {
    const { data } = fitMapping(name, codes).apply(codes);
    for (const [i, value] of data.entries()) expect(value).toBeCloseTo(wanted[i]!, 6);
  });

  test('are called by name', () => {
    expect(() => fitMapping('softmax' as MappingName, codes)).toThrow(
      `mapping 'softmax' is unknown; allowed: ${mappingNames.join(', ')}.`,
    );
  });

  test('measuresFor names what codes can be compared by', () => {
    const ofAnyNumber = measuresFor(codes);
    expect(ofAnyNumber).toEqual(expect.arrayContaining(['cosine', 'l2', 'dot']));
    for (const name of ofAnyNumber) expect(() => measures[name].prepareItems(codes)).not.toThrow();
    for (const name of Object.keys(measures) as MeasureName[]) {
      if (!ofAnyNumber.includes(name)) expect(() => measures[name].prepareItems(codes), name).toThrow();
    }
    expect(measuresFor(codesOf([[0, 1]]), codesOf([[0.5, 0]]))).toEqual(Object.keys(measures));
    expect(measuresFor(codesOf([[0, Number.NaN]]))).toEqual([]);
  });
});
