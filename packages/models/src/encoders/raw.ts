import { type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import type { Encoder } from './encoder.ts';

/** The baseline of all baselines: a picture's code is its pixels, 0..1. */
export function createRawEncoder(shape: ImageSet['shape']): Encoder {
  return {
    name: 'raw',
    codeSize: pixelsPerImage({ shape }),
    async encode({ pixels }) {
      const codes = new Float32Array(pixels.length);
      for (let i = 0; i < pixels.length; i++) codes[i] = pixels[i]! / 255;
      return codes;
    },
  };
}
