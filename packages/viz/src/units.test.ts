import { expect, test } from 'vitest';
import * as units from './units.ts';

const { formatBytes, formatCount, formatDuration, formatLoss, formatPercent, formatRate } = units;

test.each([
  [0, '0'],
  [60, '60'],
  [999, '999'],
  [999.7, '1k'],
  [1234, '1.23k'],
  [-1234, '-1.23k'],
  [161000, '161k'],
  [999_600, '1M'],
  [1_500_000, '1.5M'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'inf'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('formatCount(%d) is %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test('formatRate', () => {
  expect(formatRate(161000)).toBe('161k/s');
  expect(formatRate(8300, 'img')).toBe('8.3k img/s');
});

test.each([
  [0, '0 s'],
  [1.5e-8, '15 ns'],
  [0.0000123, '12.3 µs'],
  [0.0123, '12.3 ms'],
  [0.9996, '1.0 s'],
  [4.2, '4.2 s'],
  [59.94, '59.9 s'],
  [59.97, '1m 00s'],
  [75.9, '1m 15s'],
  [3599.9, '59m 59s'],
  [3700, '1h 01m'],
  [90000, '1d 01h'],
  [-75, '-1m 15s'],
  [Number.POSITIVE_INFINITY, 'inf'],
])('formatDuration(%d) is %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0, '0'],
  [0.0758, '0.0758'],
  [-0.5, '-0.5000'],
  [9.99996, '10.000'],
  [87.1234, '87.123'],
  [543.21, '543.21'],
  [123456, '1.23e5'],
  [0.0000123, '1.23e-5'],
  [Number.NaN, 'NaN'],
])('formatLoss(%d) is %s', (loss, text) => {
  expect(formatLoss(loss)).toBe(text);
});

test('formatPercent', () => {
  expect(formatPercent(0.935)).toBe('93.5%');
  expect(formatPercent(1, 0)).toBe('100%');
  expect(formatPercent(Number.NaN)).toBe('NaN');
});

test.each([
  [0, '0 B'],
  [512, '512 B'],
  [1536, '1.5 KiB'],
  [11_490_434, '11 MiB'],
  [1023.9 * 1024, '1 MiB'],
])('formatBytes(%d) is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
