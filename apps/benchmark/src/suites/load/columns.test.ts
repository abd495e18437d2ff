import { expect, test } from 'vitest';
import { storedResult } from '../../../test/helpers/stored-result.ts';
import { columns } from './columns.ts';
import type { LoadRow } from './row.ts';

const stored = storedResult<LoadRow>('load');
const figure = (title: string, row: LoadRow) =>
  columns.find((column) => column.title === title)!.value(row, stored);

const round = { importSeconds: 0.04, seconds: 0.2, beforeBytes: 50, peakBytes: 160 };
const row: LoadRow = { name: 'mnist', set: 'mnist', rawBytes: 100, rounds: [round] };

test('the peak is what came on top of what was there', () => {
  expect(figure('peak', row)).toBe(110);
  expect(figure('peak / pixels', row)).toBe(1.1);
});

test('targets are met or missed', () => {
  expect(figure('target', row)).toBe('300 ms, met');
  const slow = { ...row, rounds: [{ ...round, seconds: 0.4, peakBytes: 200 }] };
  expect(figure('target', slow)).toBe('300 ms, MISSED');
  expect(figure('peak / pixels', slow)).toBe('1.50x MISSED');
  expect(figure('target', { ...slow, name: 'mnist, numpy' })).toBeUndefined();
});

test('what was skipped says why, and has no figures', () => {
  const skipped: LoadRow = { name: 'mnist', set: 'mnist', skipped: 'not installed', rounds: [] };
  const [first, ...others] = columns.map((column) => column.value(skipped, stored));
  expect(first).toBe('not installed');
  expect(others.every((value) => value === undefined)).toBe(true);
});
