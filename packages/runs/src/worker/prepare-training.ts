import { loadTrainingData } from '@hourglass/datasets';
import { createTrainer, dataFactsOf } from '@hourglass/models';
import { createMeasurements } from './measuring/measurements.ts';
import { withMeasurements } from './measuring/with-measurements.ts';
import type { PrepareTraining } from './session.ts';
import { withWarnings } from './with-warnings.ts';

/** The real thing: a trainer of `@hourglass/models`, and measurements between its events. */
export const prepareTraining: PrepareTraining = async ({ train: config, dataDir }) => {
  const data = await loadTrainingData(config, dataDir === null ? {} : { dataDir });
  return {
    data: dataFactsOf(data),
    async open(stopped, resume) {
      const trainer = await createTrainer(config, data, {
        resume: resume?.files,
        introduce: resume?.introduce,
      });
      const measurements = createMeasurements(trainer, data, config.threads);
      const training = withWarnings(trainer.events(), data.warnings);
      return {
        events: () => withMeasurements(training, measurements, stopped, resume?.endTold),
        stop: () => trainer.stop(),
        setLearningRate: (rate) => {
          trainer.learningRate = rate;
        },
        checkpoint: () => trainer.checkpoint(),
        dispose: () => trainer.dispose(),
      };
    },
  };
};
