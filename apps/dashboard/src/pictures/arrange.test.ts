import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrangeThrees } from './arrange.ts';
import { arrangeRows } from './arrange-rows.ts';

const room = fc.record({ width: fc.integer({ min: 38, max: 300 }), height: fc.integer({ min: 6, max: 96 }) });
const count = fc.integer({ min: 1, max: 20 });

test('threes of pictures never leave their room, and some are always shown', () => {
  fc.assert(
    fc.property(room, count, fc.integer({ min: 1, max: 40 }), (size, threes, native) => {
      const { height, isStacked, across, down } = arrangeThrees(size, threes, native);
      const [wide, high] = isStacked ? [2 * height, 3 * height] : [6 * height, height];
      expect(across * wide + across - 1).toBeLessThanOrEqual(size.width);
      expect(down * high + down - 1).toBeLessThanOrEqual(size.height);
      expect(Math.min(across, down)).toBeGreaterThan(0);
    }),
  );
});

test.each([
  [80, 18, { height: 6, isStacked: true, across: 6, down: 1 }],
  [38, 6, { height: 6, isStacked: false, across: 1, down: 1 }],
  [300, 92, { height: 22, isStacked: false, across: 2, down: 4 }],
])('threes of eight digits in %ix%i', (width, height, expected) => {
  expect(arrangeThrees({ width, height }, 8, 11)).toEqual(expected);
});

test('rows of pictures never leave their room, and all are shown where they are large enough', () => {
  fc.assert(
    fc.property(room, count, count, (size, across, down) => {
      const rows = arrangeRows(size, across, down);
      expect(rows.across * 2 * rows.height + rows.across - 1).toBeLessThanOrEqual(size.width);
      expect(rows.down * (rows.height + 1)).toBeLessThanOrEqual(size.height);
      expect(Math.min(rows.across, rows.down)).toBeGreaterThan(0);
      if (rows.height > 5) expect(rows).toMatchObject({ across, down });
    }),
  );
});
