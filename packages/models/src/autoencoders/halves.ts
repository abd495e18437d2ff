import { ConfigError } from '../config/errors.ts';
import type { Net } from '../presets/preset.ts';
import type { layers, tf } from '../tfjs.ts';
import { buildConv } from './conv.ts';
import { buildDense } from './dense.ts';
import { buildLinear } from './linear.ts';
import type { OutputActivation } from './output.ts';
import { buildResidual } from './residual.ts';
import { buildVariational } from './variational.ts';

/** Height, width and channels. */
export type PictureShape = readonly [number, number, number];

/**
 * The two halves of an autoencoder, from flat pictures to flat codes and back. The decoder ends before its
 * last activation: that belongs to loss and output.
 */
export interface Halves {
  readonly encoder: layers.LayersModel;
  readonly decoder: layers.LayersModel;
  /** Of variational nets: from pictures to means and logarithms of variances. Shares the encoder's layers. */
  readonly spread?: layers.LayersModel;
  /** `shares` are numbers in 0..1. */
  readonly codeRange: 'shares' | 'any';
  readonly output: OutputActivation;
}

/**
 * Builds a net with seeded weights.
 * @throws {ConfigError} if its layers do not lead back to the shape of the pictures.
 */
export function buildHalves(net: Net, shape: PictureShape, seed: number): Halves {
  const halves = build(net, shape, seed);
  const pixelCount = shape[0] * shape[1] * shape[2];
  const made = outputSize(halves.decoder);
  if (made === pixelCount) return halves;
  throw new ConfigError(
    `config 'net': its decoder gives ${made} pixels, but pictures of ${shape.join(' x ')} have ${pixelCount}.`,
  );
}

function build(net: Net, shape: PictureShape, seed: number): Halves {
  switch (net.kind) {
    case 'dense':
      return buildDense(net, shape, seed);
    case 'conv':
      return buildConv(net, shape, seed);
    case 'linear':
      return buildLinear(net, shape, seed);
    case 'vae':
      return buildVariational(net, shape, seed);
    case 'residual':
      return buildResidual(net, shape, seed);
  }
}

/** Numbers of one code. */
export function codeSizeOf({ encoder }: Halves): number {
  return outputSize(encoder);
}

function outputSize(model: layers.LayersModel): number {
  return (model.outputShape as (number | null)[]).reduce((size: number, dim) => size * (dim ?? 1), 1);
}

/** The variables of both halves, in a fixed order: all that a checkpoint holds. */
export function variablesOf(halves: Halves): tf.Variable[] {
  return read(models(halves).flatMap(({ weights }) => weights));
}

/** Those of them that training changes. */
export function trainableOf(halves: Halves): tf.Variable[] {
  return read(models(halves).flatMap(({ trainableWeights }) => trainableWeights));
}

function models({ encoder, decoder, spread }: Halves): layers.LayersModel[] {
  return spread ? [encoder, decoder, spread] : [encoder, decoder];
}

/** Each once, though models share layers. */
function read(weights: readonly layers.LayerVariable[]): tf.Variable[] {
  return [...new Set(weights)].map((weight) => weight.read() as tf.Variable);
}
