import { type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import { type OnnxModel, openOnnx, type Port, type TensorData } from '@hourglass/engine/graph';
import { ConfigError } from '../errors.ts';
import { checkShape } from './check-shape.ts';
import type { Encoder } from './encoder.ts';
import { inBatches } from './in-batches.ts';
import { describeInput, type PictureLayout } from './onnx-input.ts';
import { pooledSize, poolRows } from './onnx-pool.ts';

const BATCH = 32;

export interface OnnxEncoderOptions {
  /** Height, width and channels of the pictures that will be encoded. */
  readonly shape: ImageSet['shape'];
  /** As tables name it. Default `onnx`. */
  readonly name?: string;
  /** How pictures lie in the input. Default: told from the input's shape. */
  readonly layout?: PictureLayout;
  /** What a byte is multiplied by. Default 1/255; inputs of bytes get bytes. */
  readonly scale?: number;
  /** Taken off each channel after scaling, and what is left divided by; one number a channel. Default 0 and 1. */
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  /** Which output is the code. Default: the first. */
  readonly output?: string;
  /** Pictures a call, where the file leaves it open. Default 32. */
  readonly batchSize?: number;
}

export interface OnnxEncoder extends Encoder {
  dispose(): Promise<void>;
}

/**
 * Makes an encoder of any ONNX file that takes pictures: bring your own CLIP or DINO. An output that still has
 * places ([batch, channels, height, width]) or tokens ([batch, tokens, numbers]) is averaged over them.
 *
 * @example
 * const encoder = await openOnnxEncoder(await readFile('encoder.onnx'), { shape: test.shape });
 * const codes = await encoder.encode(test);
 *
 * @throws {EngineError} `GRAPH_INVALID` if the bytes are no ONNX model.
 * @throws {ConfigError} if the model does not take pictures of this shape, or has no such output.
 */
export async function openOnnxEncoder(bytes: Uint8Array, options: OnnxEncoderOptions): Promise<OnnxEncoder> {
  const { shape, name = 'onnx' } = options;
  const model = await openOnnx(bytes, { name: `'${name}'` });
  try {
    const encode = await prepare(model, options, name);
    const pixelCount = pixelsPerImage({ shape });
    const { codeSize } = encode;
    return {
      name,
      codeSize,
      async encode(images) {
        checkShape(name, shape, images);
        return inBatches(images.pixels, pixelCount, encode.batchSize, codeSize, encode.run);
      },
      dispose: () => model.close(),
    };
  } catch (cause) {
    await model.close();
    throw cause;
  }
}

/** Finds out what goes in and what comes out; a batch of black pictures tells the size of a code. */
async function prepare(model: OnnxModel, options: OnnxEncoderOptions, name: string) {
  const input = model.inputs[0];
  if (model.inputs.length !== 1 || !input) {
    const names = model.inputs.map((port) => port.name).join(', ');
    throw new ConfigError(
      `encoder '${name}' takes ${model.inputs.length} inputs (${names}); it must take one.`,
    );
  }
  const output = outputNamed(model, options.output, name);
  const batchSize = input.dims[0] ?? options.batchSize ?? BATCH;
  const { layout, toInput } = describeInput(input, batchSize, options, name);
  const pixelCount = options.shape[0] * options.shape[1] * options.shape[2];
  const call = async (pixels: Uint8Array): Promise<TensorData> => {
    return (await model.run({ [input.name]: toInput(pixels) }))[output.name]!;
  };
  const probe = await call(new Uint8Array(batchSize * pixelCount));
  if (probe.type !== 'float32' || probe.dims[0] !== batchSize) {
    throw new ConfigError(
      `encoder '${name}': output '${output.name}' is ${probe.type}[${probe.dims}]; ` +
        `it must be floats, one row for each of ${batchSize} pictures.`,
    );
  }
  return {
    batchSize,
    codeSize: pooledSize(probe.dims, layout),
    run: async (pixels: Uint8Array) => poolRows(await call(pixels), layout),
  };
}

function outputNamed({ outputs }: OnnxModel, wanted: string | undefined, name: string): Port {
  const found = wanted === undefined ? outputs[0] : outputs.find((port) => port.name === wanted);
  if (found) return found;
  throw new ConfigError(
    `encoder '${name}' has no output '${wanted}', but ${outputs.map((port) => port.name).join(', ')}.`,
  );
}
