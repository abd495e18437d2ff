import { checkNumber } from '../check.ts';
import { DatasetError } from '../errors.ts';
import type { ImageShape } from '../image-set.ts';
import type { Augmentation } from './augmentation.ts';

export type FlipDirection = 'left-right' | 'up-down';

export interface FlipOptions {
  /** How often, 0..1. Default 0.5. */
  readonly probability?: number;
  /** Default 'left-right', as in a mirror. */
  readonly direction?: FlipDirection;
}

/**
 * Mirrors the picture. Not for digits and letters: a mirrored 3 is none.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function flip({ probability = 0.5, direction = 'left-right' }: FlipOptions = {}): Augmentation {
  checkNumber('probability of flip', probability, 0, 1);
  if (direction !== 'left-right' && direction !== 'up-down') {
    throw new DatasetError(
      'INPUT_INVALID',
      `direction of flip is "${direction}". It must be "left-right" or "up-down".`,
    );
  }
  return {
    name: 'flip',
    apply(from, to, shape, random) {
      if (random.float() < probability) mirror(from, to, shape, direction);
      else to.set(from);
    },
  };
}

/** Mirrors a picture. Twice is not at all. */
export function mirror(
  from: Uint8Array,
  to: Uint8Array,
  [height, width, channels]: ImageShape,
  direction: FlipDirection,
): void {
  const across = direction === 'left-right';
  for (let y = 0; y < height; y++) {
    const start = (across ? y : height - 1 - y) * width;
    for (let x = 0; x < width; x++) {
      const source = (start + (across ? width - 1 - x : x)) * channels;
      const target = (y * width + x) * channels;
      for (let channel = 0; channel < channels; channel++) to[target + channel] = from[source + channel]!;
    }
  }
}
