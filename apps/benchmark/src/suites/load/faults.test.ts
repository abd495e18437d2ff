import { expect, test } from 'vitest';
import { storedResult } from '../../../test/helpers/stored-result.ts';
import { faults } from './faults.ts';
import type { LoadRow } from './row.ts';

const stored = storedResult<LoadRow>('load');

test('ways that end in the same pixels have no faults, and what was skipped is none', () => {
  expect(stored.rows.some(({ skipped }) => skipped !== undefined)).toBe(true);
  expect(faults(stored)).toEqual([]);
});

test('other pixels are a fault', () => {
  const rows = stored.rows.map((row) =>
    row.name === 'mnist, numpy' ? { ...row, pixelsSha256: 'other' } : row,
  );
  expect(faults({ ...stored, rows })).toEqual(["'mnist, numpy' loads other pixels than 'mnist'"]);
});
