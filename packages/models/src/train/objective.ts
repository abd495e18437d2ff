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
import type { Lessons } from './teacher.ts';
import { createViews } from './views.ts';

/** What a training step minimises, and the tables that its inputs are rows of. */
export interface Objective {
  /** As people read it: `bce`, `bce + 0.5 cosine`, `bce + kl`. */
  readonly label: string;
  readonly tables: Tables;
  /** From a batch of the tables' rows to one number. */
  loss(inputs: NamedTensors): tf.Scalar;
  /** The same once meanings stay as they are; of a net whose teacher ends. */
  readonly afterTeacher: Rest | undefined;
  /**
   * Draws the epoch's random numbers into the tables. They depend on the seed and the epoch only, so a run
   * that is resumed sees what it would have seen.
   */
  drawFor(epoch: number): void;
}

/** What is minimised when the meanings of all pictures are known: as they are a table, nobody computes them. */
export interface Rest extends Pick<Objective, 'tables' | 'loss'> {
  /** A row for each training picture, to be filled. */
  readonly meanings: Float32Array;
}

/**
 * @param train as the net's core sees the pictures.
 * @throws {ConfigError} if parts of the config do not go together.
 */
export function createObjective(
  config: TrainConfig,
  halves: Halves,
  train: ImageSet,
  lessons?: Lessons,
): Objective {
  const { corruption, sparsity, net, seed } = config;
  const [, , channels] = train.shape;
  const pixelCount = train.pixels.length / train.count;
  if (sparsity && halves.codeRange !== 'shares') {
    throw new ConfigError(`config 'sparsity': codes of a ${net.kind} net are not in 0..1; leave it out.`);
  }
  if (config.views && halves.core) {
    throw new ConfigError(
      "config 'views': pictures that a net moves to the middle are not altered before; leave it out.",
    );
  }
  const views = config.views && createViews(config.views, train, seed);
  const pictures = views?.images ?? train;
  const pixels = { data: pictures.pixels, rowShape: [pixelCount], scale: 1 / 255 };
  const corrupted = corruption && createCorruption(corruption, pictures, seed);
  const normals = net.kind === 'vae' ? createNormals(train.count * net.codeSize, seed) : undefined;
  const reconstruction = lossOf(config.loss);
  const { encoder, decoder } = halves.core ?? halves;

  const label = [
    lossLabel(config.loss),
    ...(net.kind === 'vae' ? ['kl'] : []),
    ...(sparsity ? ['sparsity'] : []),
    ...(lessons ? ['teacher'] : []),
  ];

  const tables: Tables = {
    x: pixels,
    ...(corrupted ? { seen: { ...pixels, data: corrupted.pixels } } : {}),
    ...(normals && net.kind === 'vae' ? { normals: { data: normals.values, rowShape: [net.codeSize] } } : {}),
    ...(lessons ? { taught: { data: lessons.codes, rowShape: [lessons.size] } } : {}),
  };
  const errorOf = (code: tf.Tensor, x: tf.Tensor) => {
    const last = decoder.apply(code) as tf.Tensor;
    return reconstruction({ last, activation: halves.output }, x, channels);
  };
  const strayed = (taught: tf.Tensor, code: tf.Tensor) =>
    tf.mul(distanceTo(taught, code), lessons!.teacher.weight);
  const sum = (error: tf.Tensor, penalties: readonly tf.Tensor[]) =>
    penalties.reduce((total, penalty) => tf.add(total, penalty), error) as tf.Scalar;

  return {
    label: label.join(' + '),
    tables,
    afterTeacher: lessons && restOf(lessons),
    drawFor(epoch) {
      views?.drawFor(epoch);
      corrupted?.drawFor(epoch);
      normals?.drawFor(epoch);
    },
    loss({ x, seen = x, normals: drawn, taught }) {
      const penalties: tf.Tensor[] = [];
      let code: tf.Tensor;
      if (net.kind === 'vae') {
        const sample = sampleCode(halves.spread!.apply(seen!) as tf.Tensor[], drawn!);
        code = sample.code;
        penalties.push(tf.mul(sample.divergence, net.klWeight / pixelCount));
      } else code = encoder.apply(seen!) as tf.Tensor;
      if (sparsity) penalties.push(sparsityOf(sparsity)(code));
      if (lessons) penalties.push(strayed(taught!, code));
      return sum(errorOf(code, x!), penalties);
    },
  };

  function restOf({ teacher, size }: Lessons): Rest | undefined {
    if (teacher.epochs === undefined) return undefined;
    const meanings = new Float32Array(train.count * size);
    return {
      meanings,
      tables: { ...tables, meant: { data: meanings, rowShape: [size] } },
      loss({ x, seen = x, taught, meant }) {
        const code = tf.concat([meant!, halves.parts!.style.apply(seen!) as tf.Tensor], 1);
        const penalties = sparsity ? [sparsityOf(sparsity)(code)] : [];
        return sum(errorOf(code, x!), [...penalties, strayed(taught!, code)]);
      },
    };
  }
}

/** The mean squared distance of meanings to what is taught. A meaning m lies in the code as (1 + m) / 2, and first. */
function distanceTo(taught: tf.Tensor, code: tf.Tensor): tf.Tensor {
  const shares = tf.slice(code, [0, 0], taught.shape as [number, number]);
  const meaning = tf.sub(tf.mul(shares, 2), 1);
  return tf.mean(tf.sum(tf.squaredDifference(meaning, taught), 1));
}
