import type { ImageSet } from '@hourglass/datasets';
import type { ExportFormat } from '../config/names.ts';
import type { Files } from './files.ts';
import { npyFiles } from './npy.ts';
import { onnxFiles } from './onnx.ts';
import { projectorFiles } from './projector.ts';
import { safetensorsFiles } from './safetensors.ts';
import { tfjsFiles } from './tfjs.ts';
import type { TrainedModel } from './trained-model.ts';

interface Data {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

type Exporter = (model: TrainedModel, data: () => Promise<Data>) => Files | Promise<Files>;

/** Every format by its name. A new one is a file and a row here. `data` is loaded only by those that ask. */
const formats: Readonly<Record<ExportFormat, Exporter>> = Object.freeze({
  tfjs: (model) => tfjsFiles(model),
  onnx: (model) => onnxFiles(model),
  safetensors: (model) => safetensorsFiles(model),
  npy: async ({ autoencoder }, data) => {
    const { train, test } = await data();
    return npyFiles(autoencoder, [train, test]);
  },
  projector: async ({ autoencoder }, data) => projectorFiles(autoencoder, (await data()).test),
});

/**
 * A trained model, or its codes, in a format that others read.
 * @param data the run's pictures; called only for `npy` and `projector`, which hold codes.
 * @returns the files' bytes by their relative paths.
 */
export async function exportModel(
  format: ExportFormat,
  model: TrainedModel,
  data: () => Promise<Data>,
): Promise<Files> {
  return formats[format](model, data);
}
