import { type ImageSet, select } from '@hourglass/datasets';

/** The pictures that previews show: the first of each class, in the classes' order. */
export function previewPictures(images: ImageSet, count: number): ImageSet {
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
export function toBytes(outputs: Float32Array): Uint8Array {
  return Uint8Array.from(outputs, (value) => Math.round(Math.min(Math.max(value, 0), 1) * 255));
}
