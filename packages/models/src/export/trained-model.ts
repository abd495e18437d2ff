import { type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import { buildHalves } from '../autoencoders/build.ts';
import { codeSizeOf, type Halves, variablesOf } from '../autoencoders/halves.ts';
import { createNeuralAutoencoder, type NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import { type CheckpointFiles, decodeWeights } from '../checkpoints/weights.ts';
import type { TrainConfig } from '../config/train-config.ts';

/** A trained autoencoder, back from its checkpoint. */
export interface TrainedModel {
  readonly halves: Halves;
  readonly shape: ImageShape;
  readonly codeSize: number;
  /** Runs it; its codes and pictures are those that the run saw last. */
  readonly autoencoder: NeuralAutoencoder;
  dispose(): Promise<void>;
}

/**
 * Makes the net of a run again.
 *
 * @param config the run's.
 * @param shape of its pictures.
 * @param files of a checkpoint, as a trainer gives them and `openCheckpoint` of `@hourglass/runs/read` reads them.
 * @throws {CheckpointError} if the weights are of another net, or damaged.
 */
export async function openTrainedModel(
  config: Pick<TrainConfig, 'net' | 'seed'>,
  shape: ImageSet['shape'],
  files: CheckpointFiles,
): Promise<TrainedModel> {
  const halves = buildHalves(config.net, shape, config.seed);
  decodeWeights(files, variablesOf(halves));
  const codeSize = codeSizeOf(halves);
  const autoencoder = await createNeuralAutoencoder(halves, pixelsPerImage({ shape }), codeSize, {});
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
