import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from '@hourglass/command-line';
import type { ImageShape } from '@hourglass/datasets';
import type { Background } from '@hourglass/datasets/catalog';
import { type PhotoEncoderName, type PictureEncoder, photoEncoder, photoEncoders } from '@hourglass/library';
import type { MeasureName } from '@hourglass/similarity';
import { findRun } from '../find-run.ts';
import { complain } from '../output/complain.ts';

/** How pictures are compared, as the command line says it. */
export interface EncoderOptions {
  readonly run?: string;
  readonly runs?: string;
  readonly encoder?: string;
  readonly shape?: readonly [number, number, number];
  readonly background?: Background;
  /** Taken off each channel of what an ONNX file gets, and what is left divided by. */
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly measure?: MeasureName;
}

/** Makes an encoder; `own` is the shape of the pictures of a set. */
export type EncoderMaker = (own?: ImageShape) => Promise<PictureEncoder>;

/** The encoder that was asked for; undefined if none was. */
export function askedEncoder(options: EncoderOptions): EncoderMaker | undefined {
  const { run, encoder, background } = options;
  checkOnnxOptions(options);
  if (run !== undefined) return async () => withBackground(await ofRun(run, options.runs), background);
  if (encoder !== undefined) {
    return async (own) => withBackground(await named(encoder, options.shape ?? own, options), background);
  }
  return background && (async () => withBackground(await defaultEncoder(), background));
}

/** Principal components of photographs; of pictures that are of another shape, the pixels. */
export const defaultEncoder: EncoderMaker = (own = PHOTO) =>
  named(own.join() === PHOTO.join() ? 'pca' : 'raw', own);

const PHOTO: ImageShape = [32, 32, 3];

function withBackground(encoder: PictureEncoder, background: Background | undefined): PictureEncoder {
  return background ? { ...encoder, background } : encoder;
}

/** Options that say how an ONNX file takes pictures: the other encoders know that themselves. */
function checkOnnxOptions({ encoder, ...options }: EncoderOptions): void {
  if (encoder !== undefined && !Object.hasOwn(photoEncoders, encoder)) return;
  const given = (['shape', 'mean', 'std'] as const).find((name) => options[name] !== undefined);
  if (given === undefined) return;
  throw new UsageError(
    `--${given} is for --encoder with an ONNX file; the others know how they take pictures.`,
  );
}

async function named(
  name: string,
  shape?: ImageShape,
  { mean, std }: Pick<EncoderOptions, 'mean' | 'std'> = {},
): Promise<PictureEncoder> {
  if (name === 'raw') return { name, shape: shape ?? PHOTO };
  if (Object.hasOwn(photoEncoders, name)) {
    const time = name === 'dictionary' ? 'some minutes' : 'some seconds';
    const onFit = () => complain(`the encoder '${name}' is fitted, for this once: ${time}`);
    return photoEncoder(name as PhotoEncoderName, { onFit });
  }
  if (name.toLowerCase().endsWith('.onnx') && existsSync(name)) {
    const onnx = await readFile(name);
    const taken = shape ?? (await shapeOf(onnx)) ?? PHOTO;
    return { name: basename(name), shape: taken, onnx, ...(mean && { mean }), ...(std && { std }) };
  }
  const known = Object.keys(photoEncoders).join(', ');
  throw new UsageError(`unknown encoder '${name}'. Known: ${known}, or the path of an .onnx file.`);
}

/** What pictures a file takes, if it says so: channels first, as most do, or last. */
async function shapeOf(onnx: Uint8Array): Promise<ImageShape | undefined> {
  const { openOnnx } = await import('@hourglass/engine/graph');
  const model = await openOnnx(onnx, { name: 'the encoder' });
  await model.close();
  const [, ...dims] = model.inputs[0]?.dims ?? [];
  if (dims.length !== 3 || dims.some((dim) => dim === null)) return undefined;
  const [a, b, c] = dims as [number, number, number];
  return [1, 3, 4].includes(a) ? [b, c, a] : [a, b, c];
}

/** The net of a run, as a file of its own: a search needs neither the run nor TensorFlow.js. */
async function ofRun(run: string, runs: string | undefined): Promise<PictureEncoder> {
  const { openCheckpoint, runsHome } = await import('@hourglass/runs/read');
  const { exportModel, openTrainedModel } = await import('@hourglass/models');
  const { pictureShapeOf } = await import('@hourglass/models/config');
  const { id, directory, config, warnings } = await findRun(run, runsHome(runs));
  const checkpoint = await openCheckpoint(directory);
  for (const warning of [...warnings, ...checkpoint.warnings]) complain(warning);
  const shape = pictureShapeOf(config.train);
  const model = await openTrainedModel(config.train, shape, checkpoint.files);
  try {
    const noData = () => Promise.reject(new Error('internal: an encoder needs no data'));
    const files = await exportModel('onnx', model, noData, complain);
    const { background } = config.train;
    return { name: id, shape, onnx: files['encoder.onnx']!, ...(background && { background }) };
  } finally {
    await model.dispose();
  }
}
