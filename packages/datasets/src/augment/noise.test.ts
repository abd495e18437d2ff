import { expect, test } from 'vitest';
import { augment } from './augment.ts';
import { noise } from './noise.ts';

const shape = [100, 100, 1] as const;

test('has the mean 0 and the deviation that was asked for', () => {
  const grey = new Uint8Array(10_000).fill(128);
  const changed = augment(grey, shape, [noise({ deviation: 0.1 })], { id: 0 });
  const differences = Array.from(changed, (value) => value - 128);
  const mean = differences.reduce((sum, value) => sum + value, 0) / 10_000;
  const deviation = Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 10_000);
  expect(Math.abs(mean)).toBeLessThan(1.3); // Five standard errors.
  expect(Math.abs(deviation - 25.5)).toBeLessThan(0.8);
  expect(Math.max(...differences.map(Math.abs))).toBeLessThanOrEqual(88); // 3.45 deviations.
});

test('cuts at 0 and 255: no value wraps around', () => {
  for (const value of [0, 255]) {
    const changed = augment(new Uint8Array(10_000).fill(value), shape, [noise({ deviation: 0.1 })], {
      id: 1,
    });
    expect(changed.filter((other) => other === value).length).toBeGreaterThan(4500);
    expect(changed.every((other) => Math.abs(other - value) <= 88)).toBe(true);
  }
});
