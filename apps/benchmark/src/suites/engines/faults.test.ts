import { expect, test } from 'vitest';
import { storedResult } from '../../../test/helpers/stored-result.ts';
import { faults } from './faults.ts';
import type { EngineRow } from './row.ts';

const stored = storedResult<EngineRow>('engines');

function withLoss(name: string, loss: number): typeof stored {
  const rows = stored.rows.map((row) =>
    row.name === name ? { ...row, check: { ...row.check, loss } } : row,
  );
  return { ...stored, rows };
}

test('engines that agree have no faults', () => expect(faults(stored)).toEqual([]));

test('another loss is a fault', () => {
  const found = faults(withLoss('tfjs-wasm', stored.rows[0]!.check.loss * 1.01));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^'tfjs-wasm' computes another loss than 'tfjs'/);
});

test('a loss that is no number is a fault', () => {
  expect(faults(withLoss('tfjs-wasm', Number.NaN))).toHaveLength(1);
});
