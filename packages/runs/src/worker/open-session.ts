import { loadDatasetOrMini } from '@hourglass/datasets';
import { createTrainer } from '@hourglass/models';
import { createMeasurements } from './measuring/measurements.ts';
import { withMeasurements } from './measuring/with-measurements.ts';
import type { OpenSession } from './session.ts';
import { withWarnings } from './with-warnings.ts';

/** The real thing: a trainer of `@hourglass/models`, and measurements between its events. */
export const openSession: OpenSession = async ({ train: config, dataDir }, stopped, resume) => {
  const data = await loadDatasetOrMini(config.dataset, dataDir === null ? {} : { dataDir });
  const trainer = await createTrainer(config, data, { resume: resume?.files, introduce: resume?.introduce });
  const measurements = createMeasurements(trainer, data, config.threads);
  return {
    events: () => withMeasurements(withWarnings(trainer.events(), data.warnings), measurements, stopped),
    stop: () => trainer.stop(),
    setLearningRate: (rate) => {
      trainer.learningRate = rate;
    },
    checkpoint: () => trainer.checkpoint(),
    dispose: () => trainer.dispose(),
  };
};
