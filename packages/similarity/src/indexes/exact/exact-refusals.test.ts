import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codesOf } from '../../../test/naive.ts';
import { createExactIndex, type Index, type MeasureName, measures } from '../../index.ts';

let index: Index;
beforeEach(async () => {
  index = await createExactIndex({ measure: 'bce', size: 2, threads: 1 });
});
afterEach(() => index.close());

const two = codesOf([
  [0, 1],
  [0.5, 0.5],
]);
const one = codesOf([[0, 1]]);

describe('an exact index refuses', () => {
  test.each([
    ['NaN', codesOf([[0, Number.NaN]]), 'codes: NaN at row 0, column 1; allowed: 0 to 1,'],
    ['Infinity', codesOf([[Infinity, 0]]), 'codes: Infinity at row 0, column 0; allowed: 0 to 1,'],
    [
      'values outside the range',
      codesOf([[1.5, 0]]),
      "fitMapping('sigmoid') or ('min-max') brings other numbers there",
    ],
    ['another size', codesOf([[0, 0, 0]]), 'codes: size is 3; allowed: 2.'],
    [
      'too few numbers',
      { ...one, data: new Float32Array(1) },
      'data has 1 numbers; allowed: 2 (1 rows of 2).',
    ],
    ['bytes', { ...one, data: new Uint8Array(2) as never }, 'codes: data is no Float32Array'],
  ])('%s', async (_, codes, message) => {
    await expect(index.add(Uint32Array.of(1), codes)).rejects.toThrow(message);
    expect(index.count).toBe(0);
  });

  test('an addition with one bad row as a whole', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [i === 4999 ? -1 : 0, 1]);
    await expect(
      index.add(
        new Uint32Array(5000).map((_, i) => i),
        codesOf(rows),
      ),
    ).rejects.toMatchObject({
      code: 'VALUE_INVALID',
    });
    expect(index.count).toBe(0);
  });

  test('an id twice', async () => {
    await expect(index.add(Uint32Array.of(4, 4), two)).rejects.toThrow('ids: 4 is twice among the new items');
    await index.add(Uint32Array.of(4, 5), two);
    await expect(index.add(Uint32Array.of(6, 5), two)).rejects.toThrow('ids: 5 is in the index already');
    expect(index.count).toBe(2);
  });

  test('ids that are not one a row', async () => {
    await expect(index.add(Uint32Array.of(4), two)).rejects.toThrow(
      'ids has 1 values; allowed: 2, one a row.',
    );
    await expect(index.add([4, 5] as never, two)).rejects.toThrow('ids is no Uint32Array');
  });

  test.each([0, 3, 1.5, Number.NaN])('k = %d of two items', async (k) => {
    await index.add(Uint32Array.of(4, 5), two);
    await expect(index.search(one, k)).rejects.toThrow(
      `k (of 2 items to find) is ${k}; allowed: an integer from 1 to 2.`,
    );
  });

  test('k that counts the excluded item', async () => {
    await index.add(Uint32Array.of(4, 5), two);
    const exclude = Uint32Array.of(4);
    await expect(index.search(one, 2, { exclude })).rejects.toThrow('k (of 1 items to find) is 2');
    await expect(index.search(two, 1, { exclude })).rejects.toThrow('exclude has 1 values; allowed: 2');
  });

  test('a search of nothing', async () => {
    await expect(index.search(one, 1)).rejects.toMatchObject({ code: 'INDEX_EMPTY' });
    await index.add(Uint32Array.of(4), one);
    await expect(index.search(one, 1, { exclude: Uint32Array.of(4) })).rejects.toMatchObject({
      code: 'INDEX_EMPTY',
    });
  });

  test('all but closing once closed', async () => {
    await index.close();
    await index.close();
    expect(index.count).toBe(0);
    await expect(index.search(one, 1)).rejects.toMatchObject({ code: 'INDEX_CLOSED' });
    await expect(index.add(Uint32Array.of(1), one)).rejects.toMatchObject({ code: 'INDEX_CLOSED' });
  });

  test('options that make no index', async () => {
    await expect(createExactIndex({ measure: 'manhattan' as MeasureName, size: 2 })).rejects.toThrow(
      `measure 'manhattan' is unknown; allowed: ${Object.keys(measures).join(', ')}.`,
    );
    await expect(createExactIndex({ measure: 'l2', size: 0 })).rejects.toThrow('size is 0');
    await expect(createExactIndex({ measure: 'l2', size: 2, threads: 0 })).rejects.toThrow('threads is 0');
  });
});
