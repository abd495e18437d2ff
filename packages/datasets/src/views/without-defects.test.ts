import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DatasetDefect, ImageSet } from '../index.ts';
import { withoutDefects } from '../index.ts';

function setOf(pictures: readonly number[]): ImageSet {
  const ids = Uint32Array.from(pictures.keys());
  const pixels = Uint8Array.from(pictures.flatMap((grey) => [grey, grey, grey, 255 - grey]));
  return { name: 'greys', split: 'test', shape: [2, 2, 1], count: pictures.length, pixels, labels: {}, ids };
}

function defect(grey: number, split: 'train' | 'test'): DatasetDefect {
  const pixels = Uint8Array.of(grey, grey, grey, 255 - grey);
  const picture = createHash('sha256').update(pixels).digest('hex').slice(0, 16);
  return { kind: 'mislabelled', split, picture };
}

test('what a defect names is left out, wherever and however often it comes; another split’s is not', () => {
  const greys = fc.array(fc.nat(255), { maxLength: 40 });
  fc.assert(
    fc.property(greys, greys, greys, (pictures, named, ofTrain) => {
      const defects = [
        ...named.map((grey) => defect(grey, 'test')),
        ...ofTrain.map((grey) => defect(grey, 'train')),
      ];
      const kept = withoutDefects(setOf(pictures), defects);
      const expected = pictures.flatMap((grey, row) => (named.includes(grey) ? [] : [row]));
      expect([...kept.ids]).toEqual(expected);
      expect(kept.count).toBe(expected.length);
    }),
  );
});
