import { expect, test } from 'vitest';
import { storedResult } from '../../../test/helpers/stored-result.ts';
import { columns } from './columns.ts';
import type { TrainRow } from './row.ts';

const stored = storedResult<TrainRow>('train');

/** A contender of 784-64 that takes so many seconds for 10 steps of 100 pictures, in each of two rounds. */
const row = (contender: string, seconds: readonly [number, number]): TrainRow => ({
  name: contender,
  exercise: '784-64',
  contender,
  batchSize: 100,
  proof: { loss: 0.5, moved: [1] },
  rounds: seconds.map((each) => ({ steps: 10, seconds: each })),
});

function figure(title: string, of: TrainRow, ...others: TrainRow[]) {
  const column = columns.find((each) => each.title === title)!;
  return column.value(of, { ...stored, rows: [of, ...others] });
}

test('speeds are medians of rounds, and ratios are taken round by round', () => {
  const native = row('native', [1, 2]);
  expect(figure('speed', native)).toBe(750);
  expect(figure('slowest', native)).toBe(500);
  expect(figure('x torch', native, row('torch', [2, 6]))).toBe(2.5);
  expect(figure('x torch', native)).toBeUndefined();
});

test('targets are met or missed: over PyTorch, over others on npm, over the trainer', () => {
  const native = row('native', [1, 1]);
  expect(figure('target', native, row('torch', [2.5, 2.5]))).toBe('2.50x, met');
  expect(figure('target', native, row('torch', [2.4, 2.4]))).toBe('2.50x, MISSED');
  expect(figure('target', row('jax-js', [9, 9]), native)).toBe('native is 9.00x of it: 8.00x, met');
  expect(figure('target', row('tfjs-wasm', [7, 7]), native)).toBe('native is 7.00x of it: 8.00x, MISSED');
  expect(figure('target', row('trainer', [1.04, 1.04]), native)).toBe(
    'native is 1.04x of it: 1.05x at most, met',
  );
  expect(figure('target', row('trainer-cosine', [1.06, 1.06]), native, row('trainer', [1, 1]))).toBe(
    'trainer is 1.06x of it: 1.05x at most, MISSED',
  );
  expect(figure('target', row('keras', [9, 9]), native)).toBeUndefined();
});

test('other work has no speed, and nothing is compared with it', () => {
  const torch = row('torch', [2, 2]);
  const other = { ...row('native', [1, 1]), proof: { loss: 0.6, moved: [1] } };
  expect(figure('speed', other, torch)).toBe('OTHER WORK');
  expect(figure('x torch', other, torch)).toBeUndefined();
  expect(figure('target', row('jax-js', [9, 9]), other, torch)).toBeUndefined();
  expect(figure('agrees', other, torch)).toBe('NO (loss, 2e-1)');
});

test('what is left out says why, and has no figures', () => {
  const skipped = { name: 'x', exercise: '784-64', contender: 'torch', skipped: 'not installed', rounds: [] };
  const values = columns
    .map((column) => column.value(skipped, stored))
    .filter((value) => value !== undefined);
  expect(values).toEqual(['left out: not installed']);
});
