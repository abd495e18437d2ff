import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countFor, gap, layoutFor } from './picture-layout.ts';

const endless = Number.POSITIVE_INFINITY;

test.each([
  [12, 32, 120, 36, { side: 20, columns: 4 }],
  [8, 32, 80, 20, { side: 16, columns: 4 }],
  [1, 32, 80, 20, { side: 32, columns: 1 }],
  [100, 32, 80, 20, { side: 18, columns: 4 }],
  [12, 32, 80, endless, { side: 32, columns: 2 }],
  [3, 32, 9, 20, { side: 9, columns: 1 }],
])('%i pictures of %i pixels in %i x %i', (count, own, width, height, layout) => {
  expect(layoutFor(count, own, { width, height })).toEqual(layout);
});

test('a row never is wider than its room, and no picture larger than it is', () => {
  const sizes = [fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 64 })] as const;
  const room = fc.record({
    width: fc.integer({ min: 1, max: 300 }),
    height: fc.integer({ min: -3, max: 80 }),
  });
  fc.assert(
    fc.property(...sizes, room, (count, own, { width, height }) => {
      const { side, columns } = layoutFor(count, own, { width, height });
      expect(columns * (side + gap) - gap).toBeLessThanOrEqual(width);
      expect(side).toBeLessThanOrEqual(own);
      expect(Math.min(side, columns)).toBeGreaterThan(0);
    }),
  );
});

test('as many as fill the room', () => {
  expect(countFor(32, { width: 120, height: 36 })).toBe(15);
  expect(countFor(32, { width: 80, height: 20 })).toBe(8);
  expect(countFor(32, { width: 400, height: 100 })).toBe(24);
  expect(countFor(32, { width: 5, height: 1 })).toBe(1);
  expect(countFor(32, { width: 80, height: endless })).toBe(12);
});
