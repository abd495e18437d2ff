/**
 * Grey from red, green and blue as they are stored: Rec. 601's luma, 0.299 R + 0.587 G + 0.114 B, rounded.
 * The same integers as Pillow's `convert('L')`; OpenCV and TensorFlow use the same weights.
 *
 * @param colours n x 3
 * @returns n
 */
export function greyOf(colours: Uint8Array): Uint8Array {
  const grey = new Uint8Array(colours.length / 3);
  for (let i = 0, at = 0; i < grey.length; i++, at += 3) {
    grey[i] = (19_595 * colours[at]! + 38_470 * colours[at + 1]! + 7_471 * colours[at + 2]! + 32_768) >> 16;
  }
  return grey;
}

/**
 * Red, green and blue from inks: what paper of 255 leaves under each ink, times what black leaves, as Pillow,
 * OpenCV and TensorFlow do. No colour profile has a say.
 *
 * @param inks n x 4: cyan, magenta, yellow, black; 255 is full.
 * @returns n x 3
 */
export function coloursOfInks(inks: Uint8Array): Uint8Array {
  const colours = new Uint8Array((inks.length / 4) * 3);
  for (let at = 0, to = 0; at < inks.length; at += 4) {
    const paper = 255 - inks[at + 3]!;
    for (let ink = 0; ink < 3; ink++) colours[to++] = Math.round(((255 - inks[at + ink]!) * paper) / 255);
  }
  return colours;
}

/** Opaque pixels, n x 4, of n x 3. */
export function opaque(colours: Uint8Array): Uint8Array {
  const pixels = new Uint8Array((colours.length / 3) * 4).fill(255);
  for (let at = 0, to = 0; at < colours.length; at += 3, to += 4)
    pixels.set(colours.subarray(at, at + 3), to);
  return pixels;
}
