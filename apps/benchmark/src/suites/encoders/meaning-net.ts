import { resolveTrainConfig } from '@hourglass/models';
import type { EncoderContender } from './contender.ts';
import type { DictionarySizes } from './dictionary.ts';
import { net } from './net.ts';

export interface MeaningNetSizes extends Pick<DictionarySizes, 'fit'> {
  /** Absent: as many as the preset says. */
  readonly meaningEpochs?: number;
}

/** The net that is taught by a dictionary what a digit is; the teacher is as small as other dictionaries are. */
export function meaningNet({ meaningEpochs, fit }: MeaningNetSizes): EncoderContender {
  const preset = 'mnist-meaning';
  const { teacher } = resolveTrainConfig({ preset });
  return net(preset, {
    preset,
    ...(meaningEpochs === undefined ? {} : { epochs: meaningEpochs }),
    ...(fit && teacher && { teacher: { ...teacher, ...fit } }),
  });
}
