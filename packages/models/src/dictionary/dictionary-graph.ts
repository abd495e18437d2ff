import type { ImageShape } from '@hourglass/datasets';
import { floats, type Graph, GraphBuilder } from '@hourglass/engine/graph';
import type { Projection } from './augmentation-lda.ts';
import { centred } from './centre.ts';
import { patchFeatures } from './feature-graph.ts';
import { featureCount, type PatchDictionary } from './patch-dictionary.ts';

/** All that is fitted before the projection. */
export interface Features {
  readonly shape: ImageShape;
  readonly dictionaries: readonly PatchDictionary[];
  /** Added to the variance of a patch, pixels in 0..1. */
  readonly contrastFloor: number;
  /** Whether each picture is moved first, so that the centre of its mass is in the middle. */
  readonly centre: boolean;
}

/** Bytes of pictures, [any, height, width, channels], to features: [any, features]. */
export function featureGraph(features: Features): Graph {
  const b = new GraphBuilder('dictionary-features');
  b.output('features', 'float32', [null, featuresSize(features)], seen(b, features));
  return b.build();
}

/** The same, and on to codes: [any, codeSize]. */
export function encoderGraph(features: Features, { mean, matrix }: Projection): Graph {
  const size = mean.length;
  const codeSize = matrix.length / size;
  const b = new GraphBuilder('dictionary-encoder');
  const difference = b.op('Sub', [seen(b, features), b.constant(floats([size], mean))]);
  const code = b.op('MatMul', [difference, b.constant(floats([size, codeSize], matrix))]);
  b.output('code', 'float32', [null, codeSize], code);
  return b.build();
}

export function featuresSize({ dictionaries }: Pick<Features, 'dictionaries'>): number {
  return dictionaries.reduce((sum, dictionary) => sum + featureCount(dictionary), 0);
}

function seen(b: GraphBuilder, { shape, dictionaries, contrastFloor, centre }: Features): string {
  const bytes = b.input('pictures', 'uint8', [null, ...shape]);
  const scaled = b.op('Mul', [b.cast(bytes, 'float32'), b.constant(floats([], [1 / 255]))]);
  const pictures = b.op('Transpose', [scaled], { perm: [0, 3, 1, 2] });
  const placed = centre ? centred(b, pictures, shape) : pictures;
  return patchFeatures(b, placed, shape, dictionaries, contrastFloor);
}
