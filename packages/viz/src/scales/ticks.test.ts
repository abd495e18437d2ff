import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticksFor } from './ticks.ts';

test.each([
  [[0, 1], 'linear', 6, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
  [[0.07, 0.32], 'linear', 5, ['0.10', '0.15', '0.20', '0.25', '0.30']],
  [[0, 20000], 'linear', 5, ['0', '5k', '10k', '15k', '20k']],
  [[-1, 1], 'linear', 3, ['-1', '0', '1']],
  [[0, 3e-6], 'linear', 4, ['0', '1e-6', '2e-6', '3e-6']],
  [[0.001, 10], 'log', 9, ['0.001', '0.01', '0.1', '1', '10']],
  [[0.07, 0.32], 'log', 5, ['0.1', '0.2']],
  [[1e-8, 1], 'log', 4, ['1e-8', '1e-5', '0.01']],
  [[0.21, 0.29], 'log', 4, ['0.22', '0.24', '0.26', '0.28']],
] as const)('of %j, %s, at most %d', (domain, kind, most, labels) => {
  expect(ticksFor(domain, kind, most).labels).toEqual(labels);
});

test('a least step keeps whole numbers whole', () => {
  expect(ticksFor([0, 2], 'linear', 9, 1).labels).toEqual(['0', '1', '2']);
});

test('ticks rise, lie inside, are few, and have a label each, all different', () => {
  const domain = fc
    .tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-3, max: 1e9, noNaN: true }))
    .map(([low, span]) => [low, low + span] as const);
  fc.assert(
    fc.property(domain, fc.integer({ min: 1, max: 20 }), ([low, high], most) => {
      const { values, labels } = ticksFor([low, high], 'linear', most);
      expect(values.length).toBeLessThanOrEqual(most);
      const slack = (high - low) * 1e-6;
      for (const value of values) {
        expect(value).toBeGreaterThanOrEqual(low - slack);
        expect(value).toBeLessThanOrEqual(high + slack);
      }
      expect(new Set(labels).size).toBe(values.length);
    }),
  );
});
