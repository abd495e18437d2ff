import type { ImageSet } from '@hourglass/datasets';
import {
  buildHalves,
  codeSizeOf,
  type Halves,
  type PictureShape,
  variablesOf,
} from '../autoencoders/halves.ts';
import { createNeuralAutoencoder, type NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import { loadWeights } from '../checkpoints/weights.ts';
import type { TrainConfig } from '../config/train-config.ts';

/** A trained autoencoder, back from its checkpoint. */
export interface TrainedModel {
  readonly halves: Halves;
  readonly shape: PictureShape;
  readonly codeSize: number;
  /** Runs it; its codes and pictures are those that the run saw last. */
  readonly autoencoder: NeuralAutoencoder;
  dispose(): Promise<void>;
}

/**
 * Reads the net of a run.
 *
 * @param config the run's.
 * @param shape of its pictures.
 * @param directory of the checkpoint: `weights.json` and `weights.bin`.
 * @throws {ConfigError} if the weights are of another net, or damaged.
 */
export async function openTrainedModel(
  config: Pick<TrainConfig, 'net' | 'seed'>,
  shape: ImageSet['shape'],
  directory: string,
): Promise<TrainedModel> {
  const halves = buildHalves(config.net, shape, config.seed);
  await loadWeights(variablesOf(halves), directory);
  const codeSize = codeSizeOf(halves);
  const autoencoder = await createNeuralAutoencoder(halves, shape[0] * shape[1] * shape[2], codeSize, {});
  return {
    halves,
    shape,
    codeSize,
    autoencoder,
    async dispose() {
      await autoencoder.dispose();
      halves.encoder.dispose();
      halves.decoder.dispose();
    },
  };
}
