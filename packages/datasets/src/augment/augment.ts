import type { EpochOptions } from '../epoch-order.ts';
import { DatasetError } from '../errors.ts';
import { type ImageShape, pixelsPerImage } from '../image-set.ts';
import { createRandom } from '../random.ts';
import type { Augmentation } from './augmentation.ts';

/** The stream of `createRandom` that augmentations use. */
const AUGMENT_STREAM = 3;

/** Changes the picture with this id. What it returns is overwritten by the next call, or is the picture itself. */
export type Augmenter = (picture: Uint8Array, id: number) => Uint8Array;

/**
 * Changes one picture by `steps`, one after the other, into a new array.
 *
 * What happens depends on the steps, seed, epoch and id only: not on the batch that the picture is in, nor on
 * what was changed before. So a resumed run sees the pictures that it would have seen.
 *
 * @param picture Height x width x channels bytes, 0..255. Not changed.
 * @param options `id` names the picture (an element of `ImageSet.ids`); with `seed` and `epoch`, each 0..2^32-1.
 *
 * @example
 * augment(pictureOf(train, 0), train.shape, [shift({ max: 2 }), flip()], { seed: 7, epoch: 0, id: train.ids[0] });
 *
 * @throws {DatasetError} `INPUT_INVALID` if the picture is not of that shape, or a number is out of range.
 */
export function augment(
  picture: Uint8Array,
  shape: ImageShape,
  steps: readonly Augmentation[],
  { id, ...epoch }: EpochOptions & { readonly id: number },
): Uint8Array {
  return createAugmenter(shape, steps, epoch)(picture, id).slice();
}

/**
 * `augment` for many pictures of one epoch, without making an array for each.
 *
 * @throws {DatasetError} `INPUT_INVALID`, here for seed and epoch, in the augmenter for picture and id.
 */
export function createAugmenter(
  shape: ImageShape,
  steps: readonly Augmentation[],
  { seed = 0, epoch = 0 }: EpochOptions = {},
): Augmenter {
  const size = pixelsPerImage({ shape });
  const rooms = [new Uint8Array(size), new Uint8Array(size)] as const;
  const epochSeed = createRandom(seed, AUGMENT_STREAM, epoch).uint32();
  return (picture, id) => {
    if (picture.length !== size) {
      throw new DatasetError(
        'INPUT_INVALID',
        `The picture has ${picture.length} bytes. Of shape ${shape.join(' x ')} it must have ${size}.`,
      );
    }
    const random = createRandom(epochSeed, AUGMENT_STREAM, id);
    // Each step writes into the room that it does not read.
    let from = picture;
    for (const [i, step] of steps.entries()) {
      const to = rooms[i % 2]!;
      step.apply(from, to, shape, random);
      from = to;
    }
    return from;
  };
}
