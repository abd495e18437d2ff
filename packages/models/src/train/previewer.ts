import { type ImageSet, select } from '@hourglass/datasets';
import type { Autoencoder } from '../encoders/encoder.ts';
import type { PreviewEvent } from '../events.ts';

const PREVIEW_COUNT = 10;

/** Makes `preview` events of a few fixed pictures. */
export function createPreviewer(images: ImageSet, autoencoder: Autoencoder) {
  const pictures = firstOfEachClass(images, PREVIEW_COUNT);
  const originals = encodePixels(pictures.pixels);
  return async (progress: { now(): number; step: number; epoch: number }): Promise<PreviewEvent> => {
    const reconstructions = encodePixels(toBytes(await autoencoder.reconstruct(pictures)));
    const { step, epoch } = progress;
    return {
      type: 'preview',
      time: progress.now(),
      step,
      epoch,
      shape: images.shape,
      ids: Array.from(pictures.ids),
      originals,
      reconstructions,
    };
  };
}

/** The first picture of each class, in the classes' order; then others, if there are not enough classes. */
function firstOfEachClass(images: ImageSet, count: number): ImageSet {
  const labels = Object.values(images.labels)[0];
  const rows: number[] = [];
  for (let label = 0; labels && label < labels.names.length && rows.length < count; label++) {
    const row = labels.values.indexOf(label);
    if (row >= 0) rows.push(row);
  }
  for (let row = 0; rows.length < Math.min(count, images.count); row++)
    if (!rows.includes(row)) rows.push(row);
  return select(images, rows);
}

/** Bytes as events carry them. */
export function encodePixels(pixels: Uint8Array): string {
  return Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength).toString('base64');
}

/** Outputs in 0..1 as bytes 0..255. */
function toBytes(outputs: Float32Array): Uint8Array {
  return Uint8Array.from(outputs, (value) => Math.round(Math.min(Math.max(value, 0), 1) * 255));
}
