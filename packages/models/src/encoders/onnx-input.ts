import type { ImageSet } from '@hourglass/datasets';
import { floats, type Port, type TensorData, uint8s } from '@hourglass/engine/graph';
import { ConfigError } from '../errors.ts';

/** Channels first, channels last, or one row a picture with channels last. */
export type PictureLayout = 'NCHW' | 'NHWC' | 'flat';

export interface PixelOptions {
  readonly shape: ImageSet['shape'];
  readonly layout?: PictureLayout;
  readonly scale?: number;
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
}

/** How bytes of pictures become a model's input. @throws {ConfigError} if they cannot. */
export function describeInput(input: Port, batchSize: number, options: PixelOptions, name: string) {
  const { shape, scale = 1 / 255 } = options;
  const layout = options.layout ?? layoutOf(input, shape);
  const [height, width, channels] = shape;
  const dims =
    layout &&
    { NCHW: [channels, height, width], NHWC: [...shape], flat: [height * width * channels] }[layout];
  if (!layout || !dims || !fits(input, dims)) {
    const wants = `[${input.dims.map((dim) => dim ?? '?').join(', ')}]`;
    throw new ConfigError(
      `encoder '${name}' wants ${wants}, and pictures are ${shape.join(' x ')}. ` +
        'Load them in its size, or say how they lie with the option layout.',
    );
  }
  const mean = perChannel('mean', options.mean, 0, channels, name);
  const std = perChannel('std', options.std, 1, channels, name);
  if (input.type !== 'uint8' && input.type !== 'float32') {
    throw new ConfigError(`encoder '${name}' takes ${input.type}; it must take floats or bytes.`);
  }
  const size = height * width * channels;
  /** Place in the input of each number of a picture. */
  const place = Int32Array.from({ length: size }, (_, i) =>
    layout === 'NCHW' ? (i % channels) * height * width + Math.floor(i / channels) : i,
  );
  const toInput = (pixels: Uint8Array): TensorData => {
    const all = [batchSize, ...dims];
    if (input.type === 'uint8') {
      const bytes = new Uint8Array(pixels.length);
      for (let i = 0; i < pixels.length; i++) bytes[i - (i % size) + place[i % size]!] = pixels[i]!;
      return uint8s(all, bytes);
    }
    const values = new Float32Array(pixels.length);
    for (let i = 0; i < pixels.length; i++) {
      const channel = i % channels;
      values[i - (i % size) + place[i % size]!] = (pixels[i]! * scale - mean[channel]!) / std[channel]!;
    }
    return floats(all, values);
  };
  return { layout, toInput };
}

/** Where several layouts fit, channels first wins: it is what most files have. */
function layoutOf(input: Port, [height, width, channels]: ImageSet['shape']): PictureLayout | undefined {
  if (fits(input, [channels, height, width])) return 'NCHW';
  if (fits(input, [height, width, channels])) return 'NHWC';
  return fits(input, [height * width * channels]) ? 'flat' : undefined;
}

function fits({ dims }: Port, wanted: readonly number[]): boolean {
  return (
    dims.length === wanted.length + 1 && wanted.every((dim, i) => dims[i + 1] === null || dims[i + 1] === dim)
  );
}

function perChannel(
  what: 'mean' | 'std',
  given: readonly number[] | undefined,
  otherwise: number,
  channels: number,
  name: string,
): readonly number[] {
  const values = given ?? Array.from({ length: channels }, () => otherwise);
  const usable = values.every((value) => Number.isFinite(value) && (what === 'mean' || value !== 0));
  if (values.length === channels && usable) return values;
  throw new ConfigError(
    `encoder '${name}': ${what} is [${values.join(', ')}]; it must be one number for each of ${channels} channels` +
      `${what === 'std' ? ', none of them 0' : ''}.`,
  );
}
