import { checkNumber } from '../check.ts';
import type { ImageShape } from '../image-set.ts';
import type { Augmentation } from './augmentation.ts';

/** The most that each changes, as a share: 0..1. Default 0. */
export interface ColourOptions {
  /** All values times one factor. */
  readonly brightness?: number;
  /** Differences from the picture's mean, times one factor. */
  readonly contrast?: number;
  /** Differences of a pixel's channels from their mean, times one factor. */
  readonly saturation?: number;
  /** Each channel times a factor of its own. */
  readonly tint?: number;
}

/** What a picture's colours are multiplied by, 1 being no change. */
export interface ColourChange {
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  /** One factor a channel. */
  readonly tint: readonly number[];
}

/**
 * Changes brightness, contrast, saturation and tint at once, each by a random factor in 1-max..1+max. Values
 * are rounded and cut to 0..255 only at the end.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function colour(options: ColourOptions): Augmentation {
  const { brightness = 0, contrast = 0, saturation = 0, tint = 0 } = options;
  for (const [name, max] of Object.entries({ brightness, contrast, saturation, tint })) {
    checkNumber(`${name} of colour`, max, 0, 1);
  }
  return {
    name: 'colour',
    apply(from, to, shape, random) {
      const factor = (max: number) => 1 + (2 * random.float() - 1) * max;
      recolour(from, to, shape, {
        brightness: factor(brightness),
        contrast: factor(contrast),
        saturation: factor(saturation),
        tint: Array.from({ length: shape[2] }, () => factor(tint)),
      });
    },
  };
}

/** Brightness first, then contrast round the mean of the picture, saturation round the mean of a pixel, tint. */
export function recolour(from: Uint8Array, to: Uint8Array, shape: ImageShape, by: ColourChange): void {
  const channels = shape[2];
  const mean = (from.reduce((sum, value) => sum + value, 0) / from.length) * by.brightness;
  for (let at = 0; at < from.length; at += channels) {
    let grey = 0;
    for (let c = 0; c < channels; c++) grey += from[at + c]!;
    grey = mean + ((grey / channels) * by.brightness - mean) * by.contrast;
    for (let c = 0; c < channels; c++) {
      const value = mean + (from[at + c]! * by.brightness - mean) * by.contrast;
      const seen = (grey + (value - grey) * by.saturation) * by.tint[c]!;
      to[at + c] = Math.min(Math.max(Math.round(seen), 0), 255);
    }
  }
}
