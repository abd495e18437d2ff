import type { ImageShape } from '@hourglass/datasets';
import { createRawEncoder, fitPca } from '@hourglass/models';
import type { MeasureName } from '@hourglass/similarity';
import type { EncoderContender } from './contender.ts';

/** Pixels as they are, by the measures that the study compared. */
export const raw: EncoderContender = {
  name: 'raw',
  measures: ['bce', 'cosine', 'l2'],
  settings: {},
  fit: async ({ train }) => createRawEncoder(train.shape),
};

/** The share of a picture's side at which a pixel counts 0.6 of one in the middle. */
const CENTRE = 1 / 4;

/**
 * Pixels that count the less the further they are from the middle, where the subject is: a Gaussian. Times the root
 * of its weight, a pixel counts in cosine and l2 as `weightedMeasure` has it.
 */
export const rawCentre: EncoderContender = {
  name: 'raw-centre',
  measures: ['cosine', 'l2'],
  settings: { centre: CENTRE },
  async fit({ train }) {
    const raw = createRawEncoder(train.shape);
    const roots = rootsOfWeights(train.shape);
    return {
      ...raw,
      name: 'raw-centre',
      encode: async (images) =>
        (await raw.encode(images)).map((pixel, i) => pixel * roots[i % roots.length]!),
    };
  },
};

function rootsOfWeights([height, width, channels]: ImageShape): Float32Array {
  return Float32Array.from({ length: height * width * channels }, (_, i) => {
    const place = Math.floor(i / channels);
    const down = (Math.floor(place / width) - (height - 1) / 2) / (CENTRE * height);
    const across = ((place % width) - (width - 1) / 2) / (CENTRE * width);
    return Math.exp(-(down ** 2 + across ** 2) / 4);
  });
}

export function pca(codeSize: number, measures: readonly MeasureName[]): EncoderContender {
  return {
    name: `pca-${codeSize}`,
    measures,
    settings: {},
    fit: ({ train }) => fitPca(train, codeSize),
  };
}
