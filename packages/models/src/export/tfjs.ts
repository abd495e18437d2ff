import type { OutputActivation } from '../losses/output.ts';
import { layers, tf } from '../tfjs.ts';
import { bytesOf, type Files, jsonFile } from './files.ts';
import type { TrainedModel } from './trained-model.ts';

/**
 * Three folders that `tf.loadLayersModel` reads: `encoder` (flat pictures, 0..1, to codes), `decoder` (codes to
 * flat pictures, 0..1) and `autoencoder`.
 */
export async function tfjsFiles({ halves }: TrainedModel): Promise<Files> {
  const { encoder, decoder, output } = halves;
  // Names of their own: tfjs would number them on, and no two exports would be the same.
  const whole = (name: string, ...parts: layers.LayersModel[]) =>
    layers.sequential({ name, layers: [...parts, lastOf(output)] });
  const models = {
    encoder,
    decoder: whole('decoder', decoder),
    autoencoder: whole('autoencoder', encoder, decoder),
  };
  const files: Record<string, Uint8Array> = {};
  for (const [name, model] of Object.entries(models)) {
    for (const [file, bytes] of Object.entries(await modelFiles(model))) files[`${name}/${file}`] = bytes;
  }
  return files;
}

/** What makes pixels, 0..1, of the decoder's last numbers. */
function lastOf(output: OutputActivation): layers.layers.Layer {
  // Linear ones may stray, and are cut as `decode` cuts them.
  return output === 'linear'
    ? layers.layers.reLU({ name: 'pixels', maxValue: 1 })
    : layers.layers.activation({ name: 'pixels', activation: output });
}

async function modelFiles(model: layers.LayersModel): Promise<Files> {
  let files: Files = {};
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData, ...rest }) => {
      const manifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      const { format, generatedBy } = rest;
      files = {
        'model.json': jsonFile({
          format,
          generatedBy,
          convertedBy: null,
          modelTopology,
          weightsManifest: manifest,
        }),
        'weights.bin': bytesOf(new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData))),
      };
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
  );
  return files;
}
