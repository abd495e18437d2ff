import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DIGIT_SHAPE, digit } from '../../test/digits.ts';
import { visibleWidth } from '../text.ts';
import { type GridImage, imageGrid } from './image-grid.ts';

test('digits above their reconstructions', () => {
  const above = [7, 2, 1].map((which) => ({ pixels: digit(which) }));
  const below = [7, 2, 1].map((which) => ({
    pixels: digit(which).map((byte) => byte * 0.6),
    caption: `loss 0.0${which}`,
  }));
  const lines = imageGrid([...above, ...below], {
    shape: DIGIT_SHAPE,
    columns: 3,
    scale: 2,
    rowLabels: ['test', 'rebuilt'],
  });
  expect(lines).toMatchInlineSnapshot(`
    [
      "                             ░░                     ",
      "           ░░              ▓▓▒▓▓              ▓     ",
      "           ░░▒▒▒▒▓▒          ▒█░             ▒▒     ",
      "test            ▒▓          ▓▓              ░▓      ",
      "               ▒▓          ▓▓     ░░        ▓░      ",
      "              ▓▒           ▒▒▓▓▒▒▒▒░       ░▓       ",
      "             ▒▒                                     ",
      "                             ░                      ",
      "                           ▒▒░▒▒              ▒     ",
      "           ░░░░░░▒░          ░▒░             ░░     ",
      "rebuilt         ░▒          ▒▒               ▒      ",
      "               ░▒          ▒▒               ▒░      ",
      "              ▒░           ░░▒▒░░░░░       ░▒       ",
      "             ░░                                     ",
      "          loss 0.07      loss 0.02      loss 0.01   ",
    ]
  `);
});

const neighbours: GridImage[] = [
  { pixels: digit(4), caption: 'query 4', highlight: 'focus' },
  { pixels: digit(4), caption: '4', highlight: 'right' },
  { pixels: digit(9), caption: '9', highlight: 'wrong' },
];

test('a query and its neighbours: signs without colour', () => {
  expect(imageGrid(neighbours, { shape: DIGIT_SHAPE, scale: 2 }).at(-1)).toMatchInlineSnapshot(
    `"   query 4          ✓ 4            ✗ 9      "`,
  );
  expect(
    imageGrid(neighbours, { shape: DIGIT_SHAPE, scale: 2, unicode: false }).at(-1),
  ).toMatchInlineSnapshot(`"   query 4          + 4            x 9      "`);
});

test('a query and its neighbours: colours too where there are any', () => {
  expect(imageGrid(neighbours, { shape: DIGIT_SHAPE, scale: 2, color: 'ansi16' }).at(-1)).toBe(
    '\u001B[36m   query 4    \u001B[0m \u001B[32m     ✓ 4      \u001B[0m \u001B[31m     ✗ 9      \u001B[0m',
  );
});

test('captions are cut to the width of the picture', () => {
  const images = [{ pixels: digit(0), caption: 'a caption too long' }];
  expect(imageGrid(images, { shape: DIGIT_SHAPE, scale: 4 }).at(-1)).toBe('a capt…');
});

test('no pictures, no lines', () => {
  expect(imageGrid([], { shape: DIGIT_SHAPE })).toEqual([]);
});

test('all lines are equally wide, whatever the captions', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
  const one = fc.record(
    {
      pixels: fc.uint8Array({ minLength: 24, maxLength: 24 }),
      caption: text,
      highlight: fc.constantFrom('right' as const, 'wrong' as const, 'focus' as const),
    },
    { requiredKeys: ['pixels'] },
  );
  fc.assert(
    fc.property(
      fc.array(one, { maxLength: 7 }),
      fc.record({
        shape: fc.constant({ height: 4, width: 6, channels: 1 }),
        columns: fc.integer({ min: 1, max: 4 }),
        gap: fc.integer({ min: 0, max: 3 }),
        rowGap: fc.integer({ min: 0, max: 2 }),
        color: fc.constantFrom('none' as const, 'ansi256' as const),
        unicode: fc.boolean(),
      }),
      (images, options) => {
        const lines = imageGrid(images as GridImage[], options);
        const shown = Math.min(options.columns, images.length);
        for (const line of lines) {
          expect(visibleWidth(line)).toBe(shown * (6 + options.gap) - options.gap);
          if (options.color === 'none') expect(line).not.toContain('\u001B');
        }
      },
    ),
  );
});

test('errors say what is allowed and what came', () => {
  expect(() => imageGrid(neighbours, { shape: DIGIT_SHAPE, columns: 0 })).toThrow(
    'imageGrid columns must be a whole number of at least 1, got 0',
  );
  expect(() => imageGrid(neighbours, { shape: DIGIT_SHAPE, rowLabels: ['a', 'b'] })).toThrow(
    'imageGrid rowLabels must be at most 1, one a row, got 2',
  );
});
