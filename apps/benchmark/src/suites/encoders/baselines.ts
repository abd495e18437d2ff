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

export function pca(codeSize: number, measures: readonly MeasureName[]): EncoderContender {
  return {
    name: `pca-${codeSize}`,
    measures,
    settings: {},
    fit: ({ train }) => fitPca(train, codeSize),
  };
}
