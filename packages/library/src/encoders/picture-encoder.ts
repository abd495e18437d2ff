import { createHash } from 'node:crypto';
import type { Background, ImageShape } from '@hourglass/datasets';
import { createRawEncoder, type Encoder, openOnnxEncoder } from '@hourglass/models/encoders';

/** What makes codes of pictures, as plain data: it is kept in the store, so that a search needs nothing else. */
export interface PictureEncoder {
  /** As tables and messages name it. */
  readonly name: string;
  /** What every picture is brought to: height, width, channels. */
  readonly shape: ImageShape;
  /** What shows where a picture is transparent. Default black. */
  readonly background?: Background;
  /** The encoder as an ONNX file. Absent: a picture's code is its pixels. */
  readonly onnx?: Uint8Array;
  /** What a byte of a pixel is multiplied by, for an ONNX file that takes floats. Default 1/255. */
  readonly scale?: number;
  /** Taken off each channel then, and what is left divided by; one number a channel. Default 0 and 1. */
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
}

export interface OpenedEncoder extends Encoder {
  readonly shape: ImageShape;
  /** Whether a code is the picture's pixels, in their order. */
  readonly codesArePixels: boolean;
  close(): Promise<void>;
}

export async function openEncoder(encoder: PictureEncoder): Promise<OpenedEncoder> {
  const { onnx, shape } = encoder;
  if (onnx === undefined) {
    const raw = createRawEncoder(shape);
    return { ...raw, name: encoder.name, shape, codesArePixels: true, close: async () => {} };
  }
  const opened = await openOnnxEncoder(onnx, encoder);
  return { ...opened, shape, codesArePixels: false, close: () => opened.dispose() };
}

/** What tells two encoders apart. */
export function fingerprintOf({ name: _, onnx, background = 'black', ...rest }: PictureEncoder): string {
  const sha256 = onnx && createHash('sha256').update(onnx).digest('hex');
  const { shape, scale = 1 / 255, mean, std } = rest;
  return JSON.stringify([sha256 ?? 'raw', shape, background, ...(onnx ? [scale, mean, std] : [])]);
}
