import type { ImageSet } from '@hourglass/datasets';
import type { NamedTensors, Tables } from '@hourglass/engine';
import type { Halves } from '../autoencoders/halves.ts';
import type { TrainConfig } from '../config/train-config.ts';
import { ConfigError } from '../errors.ts';
import { lossLabel, lossOf } from '../losses/losses.ts';
import { sparsityOf } from '../losses/sparsity.ts';
import { sampleCode } from '../losses/variational.ts';
import { tf } from '../tfjs.ts';
import { createCorruption } from './corruption.ts';
import { createNormals } from './normals.ts';

/** What a training step minimises, and the tables that its inputs are rows of. */
export interface Objective {
  /** As people read it: `bce`, `bce + 0.5 cosine`, `bce + kl`. */
  readonly label: string;
  readonly tables: Tables;
  /** From a batch of the tables' rows to one number. */
  loss(inputs: NamedTensors): tf.Scalar;
  /**
   * Draws the epoch's random numbers into the tables. They depend on the seed and the epoch only, so a run
   * that is resumed sees what it would have seen.
   */
  drawFor(epoch: number): void;
}

/** @throws {ConfigError} if parts of the config do not go together. */
export function createObjective(config: TrainConfig, halves: Halves, train: ImageSet): Objective {
  const { corruption, sparsity, net } = config;
  const [, , channels] = train.shape;
  const pixelCount = train.pixels.length / train.count;
  if (sparsity && halves.codeRange !== 'shares') {
    throw new ConfigError(`config 'sparsity': codes of a ${net.kind} net are not in 0..1; leave it out.`);
  }
  const pixels = { data: train.pixels, rowShape: [pixelCount], scale: 1 / 255 };
  const corrupted = corruption && createCorruption(corruption, train, config.seed);
  const normals = net.kind === 'vae' ? createNormals(train.count * net.codeSize, config.seed) : undefined;
  const reconstruction = lossOf(config.loss);

  const label = [
    lossLabel(config.loss),
    ...(net.kind === 'vae' ? ['kl'] : []),
    ...(sparsity ? ['sparsity'] : []),
  ];

  return {
    label: label.join(' + '),
    tables: {
      x: pixels,
      ...(corrupted ? { seen: { ...pixels, data: corrupted.pixels } } : {}),
      ...(normals && net.kind === 'vae'
        ? { normals: { data: normals.values, rowShape: [net.codeSize] } }
        : {}),
    },
    drawFor(epoch) {
      corrupted?.drawFor(epoch);
      normals?.drawFor(epoch);
    },
    loss({ x, seen = x, normals: drawn }) {
      const penalties: tf.Tensor[] = [];
      let code: tf.Tensor;
      if (net.kind === 'vae') {
        const sample = sampleCode(halves.spread!.apply(seen!) as tf.Tensor[], drawn!);
        code = sample.code;
        penalties.push(tf.mul(sample.divergence, net.klWeight / pixelCount));
      } else code = halves.encoder.apply(seen!) as tf.Tensor;
      if (sparsity) penalties.push(sparsityOf(sparsity)(code));
      const last = halves.decoder.apply(code) as tf.Tensor;
      const error = reconstruction({ last, activation: halves.output }, x!, channels);
      return penalties.reduce<tf.Tensor>((sum, penalty) => tf.add(sum, penalty), error) as tf.Scalar;
    },
  };
}
