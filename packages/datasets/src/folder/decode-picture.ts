import type { Sharp, SharpOptions } from 'sharp';
import { type Background, parseBackground } from '../background.ts';
import { DatasetError, reasonOf } from '../errors.ts';
import type { ImageShape } from '../image-set.ts';
import { coloursOfInks, greyOf, opaque } from './colours.ts';
import { HEAD_BYTES, kindByStart, notRead } from './picture-kinds.ts';
import { hasUnknownChannel } from './tiff-layout.ts';

export interface DecodedPicture {
  /** height x width x channels, 0..255. */
  readonly pixels: Uint8Array;
  /** How many pictures the file holds. The pixels are those of the first. */
  readonly pictures: number;
}

/** The picture in the bytes of a file. @throws {Error} whose message is the reason why it cannot be read. */
export type Decoder = (bytes: Uint8Array) => Promise<DecodedPicture>;

export interface DecoderOptions {
  readonly shape: ImageShape;
  /** Larger pictures (width x height) are refused before they are unpacked. */
  readonly maxPixels: number;
  /** Default black. */
  readonly background?: Background | undefined;
}

/**
 * Reads picture files with sharp: turned upright, resized and cropped around the centre to fill `shape` ("cover").
 *
 * 3 channels are red, green and blue as they are stored, as Pillow, OpenCV and TensorFlow give them: no colour
 * profile is applied, and of 16 bits the upper 8 are taken. 1 channel is grey by Rec. 601 on these values. Both
 * are put on `background` where the picture is transparent; 4 channels have the opacity too.
 *
 * What is in a file decides its kind, not its name. sharp is an optional dependency, so it is loaded only when it
 * is needed.
 *
 * @throws {DatasetError} `DEPENDENCY_MISSING`, `INPUT_INVALID` for a background that is none.
 */
export async function createDecoder(options: DecoderOptions): Promise<Decoder> {
  const [height, width, channels] = options.shape;
  const background = parseBackground(options.background ?? 'black');
  const sharp = await loadSharp();
  const sharpOptions: SharpOptions = {
    limitInputPixels: options.maxPixels,
    sequentialRead: true,
    ignoreIcc: true,
  };

  async function decode(bytes: Uint8Array, dropsLast: boolean): Promise<DecodedPicture> {
    const image = sharp(bytes, sharpOptions);
    const { space: stored, pages = 1 } = await image.metadata();
    const isInk = stored === 'cmyk';
    const upright = dropsLast ? sharp(...(await withoutLastChannel(image))) : image.autoOrient();
    // Grey, too, becomes RGB first: on grey, sharp has no coloured background.
    const space = isInk ? 'cmyk' : 'srgb';
    upright.pipelineColourspace(space).toColourspace(space);
    if (!isInk) channels === 4 ? upright.ensureAlpha() : upright.flatten({ background });
    const resized = await upright.resize(width, height, { fit: 'cover' }).raw({ depth: 'uchar' }).toBuffer();
    const colours = isInk ? coloursOfInks(resized) : resized;
    if (channels === 1) return { pixels: greyOf(colours), pictures: pages };
    return { pixels: isInk && channels === 4 ? opaque(colours) : colours, pictures: pages };
  }

  return async (bytes) => {
    if (bytes.length === 0) throw new Error('it is empty');
    const kind = kindByStart(bytes.subarray(0, HEAD_BYTES));
    if (kind === undefined) throw new Error('it begins as no picture does');
    if (!kind.isRead) throw new Error(notRead(kind));
    const dropsLast = kind.name === 'TIFF' && hasUnknownChannel(bytes);
    const decoded = await decode(bytes, dropsLast).catch((error) => {
      throw new Error(failureOf(reasonOf(error), kind.name, options.maxPixels), { cause: error });
    });
    const expected = height * width * channels;
    if (decoded.pixels.length === expected) return decoded;
    throw new Error(`internal: sharp gave ${decoded.pixels.length} bytes, not ${expected}`);
  };
}

/** Before sharp takes that channel for opacity. */
async function withoutLastChannel(image: Sharp): Promise<[Buffer, SharpOptions]> {
  const flat = image.autoOrient().toColourspace('srgb').removeAlpha().raw({ depth: 'uchar' });
  const { data, info } = await flat.toBuffer({ resolveWithObject: true });
  return [data, { raw: info }];
}

/** What libvips says, in words for people. */
function failureOf(reason: string, kind: string, maxPixels: number): string {
  if (reason.includes('pixel limit')) return `it has more pixels than maxPixels allows (${maxPixels})`;
  return `this ${kind} is cut short or damaged, or of a rare sort that is not read`;
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
