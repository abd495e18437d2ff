import type { Background } from '@hourglass/datasets';
import { createDecoder, type Decoder, type DecoderOptions } from '@hourglass/datasets/folder';

/**
 * Reads pictures as `createDecoder` does. One that would vanish in its background, such as black lines on a
 * transparent ground that becomes black, is put on white, or on black if the background is white: else all drawings
 * of that kind would be one picture.
 */
export async function createVisibleDecoder(options: DecoderOptions): Promise<Decoder> {
  const { shape, background = 'black' } = options;
  const opposite: Background = background === 'white' ? 'black' : 'white';
  const [decode, decodeOnOpposite] = [
    await createDecoder(options),
    await createDecoder({ ...options, background: opposite }),
  ];
  return async (bytes) => {
    const decoded = await decode(bytes);
    if (!isFlat(decoded.pixels, shape[2])) return decoded;
    const other = await decodeOnOpposite(bytes);
    return isFlat(other.pixels, shape[2]) ? decoded : other;
  };
}

/** Whether all pixels are of one colour. */
function isFlat(pixels: Uint8Array, channels: number): boolean {
  return pixels.every((value, i) => value === pixels[i % channels]);
}
