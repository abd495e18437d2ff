import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIGIT_SHAPE, digit } from '../../test/digits.ts';
import { halves, readCells } from '../../test/screen.ts';
import type { ColorLevel } from '../surfaces/surface.ts';
import { visibleWidth } from '../text.ts';
import { image, scaleToFit } from './image.ts';

const levels: ColorLevel[] = ['none', 'ansi16', 'ansi256', 'truecolor'];

const pictures = fc
  .record({ height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }) })
  .chain((size) => fc.tuple(fc.constant(size), fc.constantFrom(1, 3)))
  .chain(([size, channels]) => {
    const length = size.height * size.width * channels;
    const bytes = fc.uint8Array({ minLength: length, maxLength: length });
    // Few different bytes make equal neighbours, for which the encoder has shortcuts.
    const fewBytes = bytes.map((all) => all.map((byte) => (byte % 3) * 100));
    return fc.record({ shape: fc.constant({ ...size, channels }), pixels: fc.oneof(bytes, fewBytes) });
  });

describe('a real digit', () => {
  test('without colour', () => {
    expect(image(digit(3), DIGIT_SHAPE)).toMatchInlineSnapshot(`
      [
        "                            ",
        "                            ",
        "      ░▒▓▓▒░                ",
        "     ▒██▓▓▓██▒░             ",
        "     ▓█▒    ▒▓█▓░           ",
        "     ▓█░ ░░░░░▓██▒          ",
        "     ░▓░░█████████▓▒░       ",
        "         ░░░▒▒▒▒▒▒▓███▒     ",
        "        ░▒▒░        ▒██▓░   ",
        "        ░▓██░        ░██▓   ",
        "          ▒██▓▒▒▒▒▒▓████░   ",
        "            ░░▒▒▓▓▓▓▒▒░     ",
        "                            ",
        "                            ",
      ]
    `);
  });

  test('in ASCII', () => {
    expect(image(digit(3), DIGIT_SHAPE, { unicode: false })).toMatchInlineSnapshot(`
      [
        "                            ",
        "                            ",
        "      -+##+-                ",
        "     =@@#**@@*:             ",
        "     %@=   .+%@#-           ",
        "     *@. :-::-#@@=          ",
        "     :*:.@@@@@@@@%*+:       ",
        "         .--++++++#@@%=.    ",
        "        .=+.       .=%@#.   ",
        "        :*@@:        -@@*   ",
        "          =%%#+====*%@@%-   ",
        "            :-=+#*#*+=:     ",
        "                            ",
        "                            ",
      ]
    `);
  });

  test('at half the size: 14 columns, 7 lines', () => {
    expect(image(digit(3), DIGIT_SHAPE, { scale: 2 })).toMatchInlineSnapshot(`
      [
        "              ",
        "   ▓▓▓▒       ",
        "  ▒▓ ░▒█▒     ",
        "   ░░▓▓▓▓▓▒░  ",
        "    ▒▓    ▒█░ ",
        "     ░▒▒▒▓▓▒  ",
        "              ",
      ]
    `);
  });

  test.each(['ansi16', 'ansi256', 'truecolor'] as const)('in %s', (color) => {
    expect(image(digit(3), DIGIT_SHAPE, { color, scale: 2 })).toMatchSnapshot();
  });
});

describe('every picture', () => {
  test('has as many columns and half as many lines as pixels', () => {
    fc.assert(
      fc.property(
        pictures,
        fc.constantFrom(...levels),
        fc.boolean(),
        fc.integer({ min: 1, max: 4 }),
        ({ pixels, shape }, color, unicode, scale) => {
          const lines = image(pixels, shape, { color, unicode, scale });
          expect(lines).toHaveLength(Math.ceil(Math.ceil(shape.height / scale) / 2));
          for (const line of lines) {
            expect(visibleWidth(line)).toBe(Math.ceil(shape.width / scale));
            expect(line.includes('\u001B')).toBe(color !== 'none');
            if (color !== 'none') expect(line.endsWith('\u001B[0m')).toBe(true);
          }
        },
      ),
    );
  });

  test('shows on a truecolor terminal the pixels that it was made of, to 64 levels', () => {
    fc.assert(
      fc.property(pictures, ({ pixels, shape: { height, width, channels } }) => {
        const cells = image(pixels, { height, width, channels }, { color: 'truecolor' }).map(readCells);
        for (let y = 0; y < 2 * Math.ceil(height / 2); y++) {
          for (let x = 0; x < width; x++) {
            const shown = halves(cells[y >> 1]![x]!)[y & 1]!;
            if (y === height) {
              expect(shown).toBe('');
              continue;
            }
            const rgb = shown.split(';').slice(2).map(Number);
            const at = (y * width + x) * channels;
            const wanted = [0, 1, 2].map((channel) => pixels[at + (channels === 3 ? channel : 0)]!);
            expect(rgb).toHaveLength(3);
            wanted.forEach((value, channel) => {
              expect(Math.abs(rgb[channel]! - value)).toBeLessThanOrEqual(2);
            });
          }
        }
      }),
    );
  });
});

test('one colour needs one escape code a line', () => {
  expect(
    image(new Uint8Array(8).fill(255), { height: 2, width: 4, channels: 1 }, { color: 'ansi16' }),
  ).toEqual(['\u001B[107m    \u001B[0m']);
});

test('the last line of an odd height leaves its lower half to the terminal', () => {
  expect(
    image(new Uint8Array([255, 0, 255]), { height: 3, width: 1, channels: 1 }, { color: 'ansi16' }),
  ).toEqual(['\u001B[97;40m▀\u001B[0m', '\u001B[97m▀\u001B[0m']);
});

test('scaleToFit gives the smallest scale that fits', () => {
  expect(scaleToFit(DIGIT_SHAPE, { columns: 28, lines: 14 })).toBe(1);
  expect(scaleToFit(DIGIT_SHAPE, { columns: 27, lines: 14 })).toBe(2);
  expect(scaleToFit(DIGIT_SHAPE, { columns: 80, lines: 6 })).toBe(3);
});

test('errors say what is allowed and what came', () => {
  const pixels = new Uint8Array(4);
  expect(() => image(pixels, { height: 2, width: 2, channels: 3 })).toThrow(
    'image pixels must be 12 bytes (2 x 2 x 3), got 4',
  );
  expect(() => image(pixels, { height: 2, width: 2, channels: 2 })).toThrow(
    'image channels must be 1 (grey) or 3 (RGB), got 2',
  );
  expect(() => image(pixels, { height: 2, width: 2, channels: 1 }, { scale: 0.5 })).toThrow(
    'image scale must be a whole number of at least 1, got 0.5',
  );
  expect(() => image(pixels, { height: 2, width: 2, channels: 1 }, { color: 'rgb' as never })).toThrow(
    'color must be one of none, ansi16, ansi256, truecolor, got "rgb"',
  );
});
