import type { ImageSet } from '@hourglass/datasets';
import type { ExportFormat } from '../options/names.ts';
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

type Exporter = (model: TrainedModel, data: () => Promise<Data>, note: Note) => Files | Promise<Files>;

/** Told what a person would not expect of the files. */
type Note = (message: string) => void;

/** Every format by its name. A new one is a file and a row here. `data` is loaded only by those that ask. */
const formats = Object.freeze({
  tfjs: (model) => tfjsFiles(model),
  onnx: (model) => onnxFiles(model),
  safetensors: (model) => safetensorsFiles(model),
  npy: async ({ autoencoder }, data) => {
    const { train, test } = await data();
    return npyFiles(autoencoder, [train, test]);
  },
  projector: async ({ autoencoder }, data, note) => projectorFiles(autoencoder, (await data()).test, note),
} satisfies Record<ExportFormat, Exporter>);

/**
 * A trained model, or its codes, in a format that others read.
 * @param data the run's pictures; called only for `exportsOfCodes`.
 * @param onNote is told what a person would not expect, such as that not all codes are in the files.
 * @returns the files' bytes by their relative paths.
 */
export async function exportModel(
  format: ExportFormat,
  model: TrainedModel,
  data: () => Promise<Data>,
  onNote: Note = () => {},
): Promise<Files> {
  return formats[format](model, data, onNote);
}
