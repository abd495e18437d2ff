import { expect, test } from 'vitest';
import { paint } from './color.ts';
import { ColoredLine } from './colored-line.ts';

test('paint', () => {
  expect(paint('saved', 'green', { color: 'ansi16' })).toBe('\u001B[32msaved\u001B[0m');
  expect(paint('saved', 'green', { color: 'ansi256' })).toBe('\u001B[38;5;72msaved\u001B[0m');
  expect(paint('saved', 'green', { color: 'truecolor' })).toBe('\u001B[38;2;63;185;127msaved\u001B[0m');
  expect(paint('saved', 'green', {})).toBe('saved');
  expect(() => paint('x', 'pink' as never, { color: 'ansi16' })).toThrow('color name must be one of blue, ');
});

test('a line changes colour only where it must', () => {
  const line = new ColoredLine('ansi16').add('a').add('b', 'red').addBlanks(1).add('c', 'red').add('d');
  expect(line.toString()).toBe('a\u001B[31mb c\u001B[0md');
});
