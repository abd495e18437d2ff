import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestColor, sgr } from './palette.ts';

/** The 240 fixed colours of the 256, written down from the definition. */
const FIXED: [number, number, number][] = [];
const steps = [0, 95, 135, 175, 215, 255];
for (const r of steps) for (const g of steps) for (const b of steps) FIXED.push([r, g, b]);
for (let grey = 0; grey < 24; grey++) FIXED.push([8 + 10 * grey, 8 + 10 * grey, 8 + 10 * grey]);

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0);
}

test('no other of the 256 colours is nearer', () => {
  const byte = fc.nat(255);
  fc.assert(
    fc.property(byte, byte, byte, (...rgb) => {
      const chosen = FIXED[nearestColor(...rgb, 'ansi256') - 16]!;
      const least = Math.min(...FIXED.map((color) => distance(color, rgb)));
      expect(distance(chosen, rgb)).toBe(least);
    }),
  );
});

test('16 colours: four greys, and the plain hues', () => {
  expect([0, 100, 200, 255].map((grey) => nearestColor(grey, grey, grey, 'ansi16'))).toEqual([0, 8, 7, 15]);
  expect(nearestColor(210, 10, 10, 'ansi16')).toBe(1);
});

test('escape parameters', () => {
  expect(sgr(0x0a141e, 'truecolor', 'foreground')).toBe('38;2;10;20;30');
  expect(sgr(200, 'ansi256', 'background')).toBe('48;5;200');
  expect([sgr(1, 'ansi16', 'foreground'), sgr(9, 'ansi16', 'background')]).toEqual(['31', '101']);
});
