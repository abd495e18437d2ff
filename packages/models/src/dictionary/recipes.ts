import { affine, colour, crop, flip } from '@hourglass/datasets';
import type { DictionaryOptions } from './options.ts';

type Recipe = Omit<DictionaryOptions, 'codeSize'>;

/** What was found to work, by kind of picture. */
export const dictionaryRecipes = {
  /** Grey drawings on an empty ground, such as digits: where they stand says nothing, and none is mirrored. */
  digits: {
    patches: [{ size: 7, count: 200, grid: 4 }],
    contrastFloor: 0.01,
    centre: true,
    views: [affine({ maxDegrees: 15, maxScale: 0.12, maxStretch: 0.12, maxShear: 0.12, maxShift: 1 })],
  },
  /** Small photographs: parts of them, their mirror images and other light show the same thing. */
  photos: {
    patches: [{ size: 6, count: 200, grid: 3 }],
    contrastFloor: 1.5e-4,
    views: [
      crop({ minSide: 0.6 }),
      flip(),
      colour({ brightness: 0.4, contrast: 0.4, saturation: 0.6, tint: 0.15 }),
    ],
    viewedPictures: 10_000,
  },
} satisfies Record<string, Recipe>;
