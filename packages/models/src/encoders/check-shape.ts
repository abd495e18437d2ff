import type { ImageSet } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import { ConfigError } from '../errors.ts';

/** @throws {ConfigError} unless the pictures have the shape that the encoder is for. */
export function checkShape(encoder: string, shape: ImageShape, images: ImageSet): void {
  if (images.shape.join() === shape.join()) return;
  throw new ConfigError(
    `encoder '${encoder}' is for pictures of ${shape.join(' x ')}, not ${images.shape.join(' x ')}.`,
  );
}
