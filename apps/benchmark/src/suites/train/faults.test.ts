import { expect, test } from 'vitest';
import { storedResult } from '../../../test/helpers/stored-result.ts';
import { faults } from './faults.ts';
import type { Proof, TrainRow } from './row.ts';

const stored = storedResult<TrainRow>('train');

function changed(name: string, change: (row: TrainRow) => TrainRow): typeof stored {
  return { ...stored, rows: stored.rows.map((row) => (row.name === name ? change(row) : row)) };
}
const proving = (name: string, change: (proof: Proof) => Proof) =>
  changed(name, (row) => ({ ...row, proof: change(row.proof!) }));

test('contenders that do the same work have no faults', () => expect(faults(stored)).toEqual([]));

test('another loss is a fault, and so is one that is no number', () => {
  for (const wrong of [1.001, Number.NaN]) {
    const found = faults(proving('784-64, native', (proof) => ({ ...proof, loss: proof.loss! * wrong })));
    expect(found).toEqual([
      expect.stringMatching(/^'784-64, native' does other work than '784-64, torch': loss /),
    ]);
  }
});

test('a weight tensor that stays where it was is a fault, though the loss is equal', () => {
  const still = (proof: Proof) => ({
    ...proof,
    moved: proof.moved!.map((moved, i) => (i === 2 ? 0 : moved)),
  });
  expect(faults(proving('batchnorm, native', still))).toEqual([expect.stringContaining(': moved ')]);
  expect(faults(proving('batchnorm, native', (proof) => ({ ...proof, moved: [] })))).toHaveLength(1);
});

test('other codes are a fault', () => {
  const other = (proof: Proof) => ({ ...proof, codes: proof.codes!.map((code) => code + 0.001) });
  expect(faults(proving('encode-mnist-1, native', other))).toEqual([expect.stringContaining(': codes ')]);
});

test('what broke is a fault, and what is left out is none', () => {
  const row = { name: 'x', exercise: '784-64', contender: 'keras', rounds: [] };
  const broken = changed('784-64, keras', () => ({ ...row, failed: 'it died' }));
  expect(faults(broken)).toEqual(["'x' failed: it died"]);
  expect(faults(changed('784-64, keras', () => ({ ...row, skipped: 'not installed' })))).toEqual([]);
});
