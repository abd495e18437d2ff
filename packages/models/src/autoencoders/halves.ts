import type { OutputActivation } from '../losses/output.ts';
import type { layers, tf } from '../tfjs.ts';

/**
 * The two halves of an autoencoder, from flat pictures to flat codes and back. The decoder ends before its
 * last activation: that belongs to loss and output.
 */
export interface Halves {
  readonly encoder: layers.LayersModel;
  readonly decoder: layers.LayersModel;
  /** Variational nets have it: from pictures to means and logarithms of variances. It shares the encoder's layers. */
  readonly spread?: layers.LayersModel;
  /**
   * Nets that put pictures into the middle have it: `centre` does that, and `encoder` and `decoder` are the halves
   * without it, for centred pictures and codes without their place. They are trained, and share the halves' layers.
   */
  readonly core?: {
    readonly centre: layers.LayersModel;
    readonly encoder: layers.LayersModel;
    readonly decoder: layers.LayersModel;
  };
  /**
   * Nets of kind `meaning` have them: the numbers that mean and those of style, each from the pictures that the
   * trained encoder sees. Together, in this order, they are its code, and share its layers.
   */
  readonly parts?: { readonly meaning: layers.LayersModel; readonly style: layers.LayersModel };
  /** `shares` are numbers in 0..1. */
  readonly codeRange: 'shares' | 'any';
  readonly output: OutputActivation;
}

/** Numbers of one code. */
export function codeSizeOf({ encoder }: Halves): number {
  return outputSize(encoder);
}

/** Numbers that a model gives for one picture. */
export function outputSize(model: layers.LayersModel): number {
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

/** Those that a model of a part has of them. */
export function trainableOfPart(part: layers.LayersModel): tf.Variable[] {
  return read(part.trainableWeights);
}

/** Each once, though models share layers. */
function read(weights: readonly layers.LayerVariable[]): tf.Variable[] {
  return [...new Set(weights)].map((weight) => weight.read() as tf.Variable);
}
