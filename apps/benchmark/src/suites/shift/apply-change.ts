import { affine, brightness, type ImageSet, moved, noise } from '@hourglass/datasets';
import { altered, atMost } from '../altered.ts';
import type { ChangeName } from './changes.ts';

/** What each change does. Apart from the table of changes: a list of suites must not load the datasets. */
export const applyChange: {
  readonly [Name in ChangeName]: (images: ImageSet, amount: number) => ImageSet;
} = {
  shift: moved,
  rotation: (images, maxDegrees) => altered(images, atMost(affine({ maxDegrees }))),
  scale: (images, maxScale) => altered(images, atMost(affine({ maxScale }))),
  noise: (images, deviation) => altered(images, noise({ deviation })),
  brightness: (images, max) => altered(images, atMost(brightness({ max }))),
};
