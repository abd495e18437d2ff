import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip, pad, plain, visibleWidth } from './text.ts';

const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

test('clip says that it cut, and never halves a character', () => {
  expect(clip('autoencoder', 5)).toBe('auto…');
  expect(clip('auto', 4)).toBe('auto');
  expect(clip('日本語', 4)).toBe('日…');
  expect(clip('abc', 0)).toBe('');
});

test('clipped and filled up text has exactly its width', () => {
  fc.assert(
    fc.property(text, fc.nat(20), fc.constantFrom('left', 'right', 'center'), (any, width, align) => {
      expect(visibleWidth(pad(clip(plain(any), width), width, align))).toBe(width);
    }),
  );
});

test('plain text has no control characters', () => {
  expect(plain('a\u001B[31mb\u001B[0m\nc\td')).toBe('ab c d');
  fc.assert(fc.property(text, (any) => !/\p{Cc}/u.test(plain(any))));
});
