import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleWidth } from '../text.ts';
import { progressBar } from './progress-bar.ts';

test('a heavy line for what is done', () => {
  expect(progressBar(0, { width: 10 })).toBe('──────────');
  expect(progressBar(0.45, { width: 10 })).toBe('━━━━╾─────');
  expect(progressBar(1, { width: 10 })).toBe('━━━━━━━━━━');
  expect(progressBar(0.45, { width: 10, unicode: false })).toBe('####------');
});

test('is not full before all is done', () => {
  expect(progressBar(0.9999, { width: 10 })).toBe('━━━━━━━━━╾');
});

test('in colour', () => {
  expect(progressBar(0.5, { width: 4, color: 'ansi16' })).toBe('\u001B[94m━━\u001B[90m──\u001B[0m');
});

test('is as wide as asked for any fraction', () => {
  fc.assert(
    fc.property(fc.double(), fc.integer({ min: 0, max: 50 }), fc.boolean(), (fraction, width, unicode) => {
      expect(visibleWidth(progressBar(fraction, { width, unicode }))).toBe(width);
    }),
  );
});
