import { visibleWidth } from '@hourglass/viz';
import { expect, test } from 'vitest';
import { progressLine, progressText } from './fetch-progress.ts';

const mebi = 2 ** 20;
const half = {
  dataset: 'cifar100',
  file: 'cifar-100-binary.tar.gz',
  bytes: 80 * mebi,
  total: 160 * mebi,
  bytesPerSecond: 2 * mebi,
  secondsLeft: 40,
};
const surface = { color: 'none', unicode: true } as const;

test('tells percent, bytes, rate and time left, as far as they are known', () => {
  expect(progressText(half)).toBe(' 50%  80 MiB of 160 MiB  2 MiB/s  40 s left');
  const unknown = { ...half, bytes: 0, bytesPerSecond: 0, secondsLeft: undefined };
  expect(progressText(unknown)).toBe('  0%  0 B of 160 MiB');
  expect(progressText({ ...half, bytes: half.total, secondsLeft: 0 })).not.toContain('left');
});

test.each([20, 40, 60, 79, 80, 200])('a line never fills a terminal of %i columns', (width) => {
  expect(visibleWidth(progressLine(half, width, surface))).toBeLessThan(width);
});

test('has a bar where there is room', () => {
  expect(progressLine(half, 80, surface)).toMatch(/^cifar100 {2}━+╾?─+ {2}50%/);
});
