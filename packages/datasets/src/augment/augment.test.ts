import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPicture, anySeed } from '../../test/arbitrary-picture.ts';
import { failure } from '../../test/helpers.ts';
import { augment, createAugmenter } from './augment.ts';
import type { Augmentation } from './augmentation.ts';
import { brightness } from './brightness.ts';
import { crop } from './crop.ts';
import { erase } from './erase.ts';
import { flip } from './flip.ts';
import { noise } from './noise.ts';
import { rotate } from './rotate.ts';
import { shift } from './shift.ts';

const kinds: readonly (readonly [name: string, strong: Augmentation, none: Augmentation])[] = [
  ['shift', shift({ max: 3 }), shift({ max: 0 })],
  ['flip', flip(), flip({ probability: 0 })],
  ['crop', crop({ minSide: 0.3 }), crop({ minSide: 1 })],
  ['rotate', rotate({ maxDegrees: 90 }), rotate({ maxDegrees: 0 })],
  ['brightness', brightness({ max: 0.9 }), brightness({ max: 0 })],
  ['noise', noise({ deviation: 0.3 }), noise({ deviation: 0 })],
  ['erase', erase({ maxSide: 0.7 }), erase({ maxSide: 0 })],
];
const all = kinds.map(([, strong]) => strong);
const anySteps = fc.array(fc.constantFrom(...all), { maxLength: 5 });

describe.each(kinds)('%s', (name, strong, none) => {
  test('has its name', () => expect(strong.name).toBe(name));

  test('without strength changes nothing', () => {
    fc.assert(
      fc.property(anyPicture, anySeed, anySeed, ({ shape, pixels }, seed, id) => {
        expect(augment(pixels, shape, [none], { seed, id })).toEqual(pixels);
      }),
    );
  });

  test('reads its source only, and writes every byte by the random numbers alone', () => {
    fc.assert(
      fc.property(anyPicture, anySeed, ({ shape, pixels }, id) => {
        const before = pixels.slice();
        const once = augment(pixels, shape, [strong], { id });
        expect(pixels).toEqual(before);
        // Another step leaves other bytes in the room that this one writes.
        const augmenter = createAugmenter(shape, [strong]);
        augmenter(
          pixels.map((value) => 255 - value),
          0,
        );
        expect(augmenter(pixels, id)).toEqual(once);
      }),
    );
  });
});

test('seed, epoch and id decide, whatever was changed before', () => {
  fc.assert(
    fc.property(anyPicture, anySteps, anySeed, anySeed, ({ shape, pixels }, steps, seed, epoch) => {
      const ids = [5, 0, 2 ** 32 - 1, 5];
      const augmenter = createAugmenter(shape, steps, { seed, epoch });
      const together = ids.map((id) => augmenter(pixels, id).slice());
      const alone = ids.map((id) => augment(pixels, shape, steps, { seed, epoch, id }));
      expect(together).toEqual(alone);
    }),
  );
});

test('each seed, epoch and id has a change of its own', () => {
  const pixels = Uint8Array.from({ length: 64 }, (_, i) => 3 * i);
  const changed = [0, 1, 2].flatMap((seed) =>
    [0, 1, 2].flatMap((epoch) =>
      [0, 1, 2].map((id) =>
        augment(pixels, [8, 8, 1], [noise({ deviation: 0.1 })], { seed, epoch, id }).join(),
      ),
    ),
  );
  expect(new Set(changed).size).toBe(27);
});

test('steps follow one another', () => {
  const set = (value: number): Augmentation => ({
    name: 'set',
    apply: (from, to) => {
      to.set(from);
      to[value] = value;
    },
  });
  expect([...augment(Uint8Array.from([9, 9, 9, 9]), [2, 2, 1], [set(1), set(2), set(3)], { id: 0 })]).toEqual(
    [9, 1, 2, 3],
  );
});

test('the bits never change from one version to the next', () => {
  const pixels = Uint8Array.from({ length: 12 }, (_, i) => 20 * i);
  expect(augment(pixels, [2, 2, 3], all, { seed: 7, epoch: 3, id: 11 }).join()).toMatchInlineSnapshot(
    `"143,41,135,129,36,18,130,113,150,0,0,0"`,
  );
});

test('what is out of range is refused', async () => {
  const pixels = new Uint8Array(4);
  expect(await failure('INPUT_INVALID', () => augment(pixels, [2, 3, 1], [], { id: 0 }))).toBe(
    'The picture has 4 bytes. Of shape 2 x 3 x 1 it must have 6.',
  );
  await failure('INPUT_INVALID', () => augment(pixels, [2, 2, 1], [], { id: -1 }));
  await failure('INPUT_INVALID', () => augment(pixels, [2, 2, 1], [], { id: 0, seed: 0.5 }));
  await failure('INPUT_INVALID', () => augment(pixels, [2, 2, 1], [], { id: 0, epoch: -1 }));
  const makers: (() => Augmentation)[] = [
    () => shift({ max: -1 }),
    () => shift({ max: 1.5 }),
    () => shift({ max: 1, fill: 256 }),
    () => flip({ probability: 1.1 }),
    () => flip({ direction: 'sideways' as 'up-down' }),
    () => crop({ minSide: 0 }),
    () => crop({ minSide: 1.1 }),
    () => rotate({ maxDegrees: 181 }),
    () => rotate({ maxDegrees: 1, fill: -1 }),
    () => brightness({ max: Number.NaN }),
    () => noise({ deviation: -0.1 }),
    () => erase({ maxSide: 2 }),
    () => erase({ maxSide: 1, fill: 0.5 }),
  ];
  for (const make of makers) await failure('INPUT_INVALID', make);
});
