import { ConfigError } from '../config/errors.ts';
import type { Net } from '../presets/preset.ts';
import type { layers, tf } from '../tfjs.ts';
import { buildConv } from './conv.ts';
import { buildDense } from './dense.ts';

/** Height, width and channels. */
export type PictureShape = readonly [number, number, number];

/**
 * The two halves of an autoencoder, from flat pictures to flat codes and back. The decoder ends in
 * logits: its sigmoid belongs to loss and output.
 */
export interface Halves {
  readonly encoder: layers.LayersModel;
  readonly decoder: layers.LayersModel;
}

/**
 * Builds a net with seeded weights.
 * @throws {ConfigError} if its layers do not lead back to the shape of the pictures.
 */
export function buildHalves(net: Net, shape: PictureShape, seed: number): Halves {
  const halves = net.kind === 'dense' ? buildDense(net, shape, seed) : buildConv(net, shape, seed);
  const pixelCount = shape[0] * shape[1] * shape[2];
  const made = outputSize(halves.decoder);
  if (made === pixelCount) return halves;
  throw new ConfigError(
    `config 'net': its decoder gives ${made} pixels, but pictures of ${shape.join(' x ')} have ${pixelCount}.`,
  );
}

/** Numbers of one code. */
export function codeSizeOf({ encoder }: Halves): number {
  return outputSize(encoder);
}

function outputSize(model: layers.LayersModel): number {
  return (model.outputShape as (number | null)[]).reduce((size: number, dim) => size * (dim ?? 1), 1);
}

/** The variables of both halves, in a fixed order. */
export function variablesOf({ encoder, decoder }: Halves): tf.Variable[] {
  return [encoder, decoder].flatMap((half) =>
    half.trainableWeights.map((weight) => weight.read() as tf.Variable),
  );
}
