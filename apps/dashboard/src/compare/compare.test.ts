import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coloursOf } from './colours.ts';
import { differences } from './differences.ts';

test('what differs is told by its whole path, and nothing else is', () => {
  const one = { seed: 1, net: { kind: 'dense', sizes: [512, 64] }, loss: 'bce' };
  const other = { seed: 1, net: { kind: 'dense', sizes: [256, 64] }, loss: 'bce', threads: 2 };
  expect(differences([one, other])).toEqual([
    {
      key: 'net.sizes',
      values: [
        [512, 64],
        [256, 64],
      ],
    },
    { key: 'threads', values: [undefined, 2] },
  ]);
});

test('configs that are the same have no differences, whatever the order of their keys', () => {
  const config = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(config, (one) => {
      const turned = Object.fromEntries(Object.entries(one).reverse());
      expect(differences([one, turned, structuredClone(one)])).toEqual([]);
    }),
  );
});

test('runs keep their colours in every order, and up to seven have different ones', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(ids, (names) => {
      const colours = coloursOf(names);
      expect(new Set(colours.values()).size).toBe(names.length);
      expect(coloursOf([...names].reverse())).toEqual(colours);
    }),
  );
});
