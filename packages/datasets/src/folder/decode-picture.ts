import { DatasetError, reasonOf } from '../errors.ts';
import type { ImageShape } from '../image-set.ts';

/** The pixels of the picture in a file: height x width x channels, 0..255. Rejects if it cannot be read. */
export type Decoder = (path: string) => Promise<Uint8Array>;

/**
 * Reads picture files with sharp: turned upright, resized and cropped around the centre to fill `shape`
 * ("cover"), in sRGB. 1 channel is grey, 3 are colour, both on black where the picture is transparent; 4 have
 * the transparency too. Of an animation it takes the first picture.
 *
 * sharp is an optional dependency, so it is loaded only when it is needed.
 *
 * @param maxPixels Larger pictures (width x height) are refused before they are unpacked.
 * @throws {DatasetError} `DEPENDENCY_MISSING`
 */
export async function createDecoder(
  [height, width, channels]: ImageShape,
  maxPixels: number,
): Promise<Decoder> {
  const sharp = await loadSharp();
  return async (path) => {
    const whole = sharp(path, { limitInputPixels: maxPixels, sequentialRead: true }).autoOrient();
    const opaque = channels === 4 ? whole.ensureAlpha() : whole.flatten({ background: 'black' });
    const coloured = opaque.toColourspace(channels === 1 ? 'b-w' : 'srgb');
    const pixels = await coloured.resize(width, height, { fit: 'cover' }).raw({ depth: 'uchar' }).toBuffer();
    const expected = height * width * channels;
    if (pixels.length !== expected)
      throw new Error(`internal: sharp gave ${pixels.length} bytes, not ${expected}`);
    return pixels;
  };
}

async function loadSharp() {
  try {
    return (await import('sharp')).default;
  } catch (error) {
    throw new DatasetError(
      'DEPENDENCY_MISSING',
      `Reading picture files needs the package "sharp", which cannot be loaded: ${reasonOf(error).split('\n')[0]}.\n` +
        'Install it: npm install sharp.',
      { cause: error },
    );
  }
}
