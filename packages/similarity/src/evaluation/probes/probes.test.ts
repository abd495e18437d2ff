import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codesOf } from '../../../test/naive.ts';
import { fewShotProbe, linearProbe } from '../../index.ts';
import { fitLogistic } from './logistic-regression.ts';
import { minimise } from './minimise.ts';

interface Rows {
  codes: number[][];
  labels: number[];
}
interface Expected {
  c: number;
  predicted: number[];
  margins: number[];
  accuracy: number;
  f1: number;
}

/** Written by probes.py with scikit-learn. */
const reference = JSON.parse(
  readFileSync(new URL('../../../test/reference/probes.json', import.meta.url), 'utf8'),
) as { items: Rows; queries: Rows; probes: Expected[] };
const labelled = ({ codes, labels }: Rows) => ({ codes: codesOf(codes), labels: Uint8Array.from(labels) });
const items = labelled(reference.items);
const queries = labelled(reference.queries);

describe('the linear probe', () => {
  test.each(reference.probes)(
    "is scikit-learn's, at C = $c",
    async ({ c, predicted, margins, accuracy, f1 }) => {
      const { predict, converged } = await fitLogistic(items.codes, items.labels, {
        c,
        iterations: 500,
        threads: 1,
      });
      expect(converged).toBe(true);
      for (const [row, label] of predict(queries.codes).entries()) {
        if (margins[row]! > 0.01) expect([row, label]).toEqual([row, predicted[row]]);
      }
      const probe = await linearProbe({ items, queries, c, iterations: 500, threads: 1 });
      expect(Math.abs(probe.accuracy - accuracy)).toBeLessThanOrEqual(1 / 80 + 1e-9);
      expect(Math.abs(probe.f1 - f1)).toBeLessThanOrEqual(0.02);
    },
  );

  test('says when its iterations were used up', async () => {
    const probe = await linearProbe({ items, queries, iterations: 1, threads: 1 });
    expect(probe).toMatchObject({ converged: false, iterations: 1 });
  });

  test('refuses what does not fit', async () => {
    const refusals: [object, string][] = [
      [{ queries: { ...queries, labels: new Uint8Array(3) } }, 'queries.labels has 3 values; allowed: 80'],
      [
        { queries: { codes: codesOf([[1]]), labels: Uint8Array.of(1) } },
        'queries.codes: size is 1; allowed: 5',
      ],
      [{ items: { codes: codesOf([[Number.NaN]]), labels: Uint8Array.of(1) } }, 'items.codes: NaN at row 0'],
      [{ c: 0 }, 'c is 0; allowed: a number above 0.'],
      [{ iterations: 0 }, 'iterations is 0'],
    ];
    for (const [change, message] of refusals) {
      await expect(linearProbe({ items, queries, ...change })).rejects.toThrow(message);
    }
  });
});

describe('the few-shot probe', () => {
  test('is as good as all items where it draws all of them, whatever their order', async () => {
    const all = await linearProbe({ items, queries, iterations: 500, threads: 1 });
    const few = await fewShotProbe({ items, queries, shots: 99, draws: 2, iterations: 500, threads: 1 });
    expect(few.perDraw.length).toBe(2);
    for (const { accuracy } of few.perDraw) expect(Math.abs(accuracy - all.accuracy)).toBeLessThan(0.02);
  });

  test('draws the same for the same seed, and others for another', async () => {
    const probe = (seed: number) => fewShotProbe({ items, queries, shots: 2, draws: 3, seed, threads: 1 });
    const once = await probe(1);
    expect(await probe(1)).toEqual(once);
    expect((await probe(2)).perDraw).not.toEqual(once.perDraw);
    expect(once.accuracy).toBeCloseTo(once.perDraw.reduce((sum, { accuracy }) => sum + accuracy, 0) / 3, 12);
  });

  test('learns from as many of each class as it says', async () => {
    // Two classes that one number tells apart: a single shot of each is enough.
    const codes = codesOf(Array.from({ length: 40 }, (_, i) => [i < 20 ? -1 : 1]));
    const labels = Uint8Array.from({ length: 40 }, (_, i) => (i < 20 ? 4 : 9));
    const rows = { codes, labels };
    expect((await fewShotProbe({ items: rows, queries: rows, shots: 1, threads: 1 })).accuracy).toBe(1);
    await expect(fewShotProbe({ items: rows, queries: rows, shots: 0 })).rejects.toThrow('shots is 0');
  });
});

test("L-BFGS finds the bottom of Rosenbrock's valley", async () => {
  const valley = async ([x, y]: Float64Array, gradient: Float64Array) => {
    gradient[0] = -2 * (1 - x!) - 400 * x! * (y! - x! * x!);
    gradient[1] = 200 * (y! - x! * x!);
    return (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2;
  };
  const { x, converged } = await minimise(valley, Float64Array.of(-1.2, 1), {
    iterations: 200,
    tolerance: 1e-8,
  });
  expect(converged).toBe(true);
  expect(x[0]).toBeCloseTo(1, 6);
  expect(x[1]).toBeCloseTo(1, 6);
});
