import { createTrainer, resolveTrainConfig } from '@hourglass/models';
import type { TrainConfigInput } from '@hourglass/models/config';
import { trainWhole } from '../train-whole.ts';
import type { EncoderContender } from './contender.ts';

/** The codes of a net that is trained on the spot. */
export function net(name: string, config: TrainConfigInput): EncoderContender {
  // Figures of another engine in its place would be another table.
  const settings = resolveTrainConfig({ ...config, engine: 'native' });
  return {
    name,
    measures: ['bce', 'cosine'],
    settings,
    async fit(pictures, seed) {
      const trainer = await createTrainer({ ...settings, seed }, pictures);
      try {
        await trainWhole(trainer);
      } catch (error) {
        await trainer.dispose();
        throw error;
      }
      return { ...trainer.autoencoder, name, dispose: () => trainer.dispose() };
    },
  };
}
