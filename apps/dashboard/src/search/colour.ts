import type { Pixels } from './found.ts';

/** Three channels, on black. */
export function colourOf({ pixels, shape: [height, width, channels] }: Pixels): Uint8Array {
  if (channels === 3) return pixels;
  const colours = new Uint8Array(height * width * 3);
  for (let i = 0; i < colours.length; i++) {
    const at = Math.floor(i / 3) * channels;
    colours[i] = channels === 1 ? pixels[at]! : (pixels[at + (i % 3)]! * pixels[at + 3]!) / 255;
  }
  return colours;
}
