import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheHome, loadDataset } from '@hourglass/datasets';
import { makeFolder, replaceFile } from '@hourglass/files';
import { dictionaryRecipes, fitDictionary, fitPca } from '@hourglass/models/encoders';
import type { PictureEncoder } from './picture-encoder.ts';

/** Raise it when the same name would give other codes. */
const VERSION = 2;
const shape = [32, 32, 3] as const;

/** Encoders that need no run, and what they are. */
export const photoEncoders = {
  raw: 'the pixels themselves: 3,072 numbers',
  pca: 'whitened principal components of photographs: 256 numbers, fitted in seconds; tells duplicates best',
  dictionary: 'what patches of photographs are where: 256 numbers; finds meaning best, fitted in minutes',
} as const;

export type PhotoEncoderName = keyof typeof photoEncoders;

export interface PhotoEncoderOptions {
  /** Where a fitted encoder is kept for the next time. Default: `HOURGLASS_CACHE`, else the system's. */
  readonly cacheDir?: string;
  /** Called before a fit: it takes seconds or minutes. */
  readonly onFit?: () => void;
}

/**
 * An encoder for photographs of any kind, 32 x 32 in colour. It is fitted once to the 5,000 photographs that come
 * with Hourglass, so the codes of all folders are of one kind, and a folder may have any number of pictures.
 */
export async function photoEncoder(
  name: PhotoEncoderName,
  options: PhotoEncoderOptions = {},
): Promise<PictureEncoder> {
  if (name === 'raw') return { name, shape };
  const folder = join(cacheHome(options.cacheDir), 'encoders');
  const file = join(folder, `${name}-${VERSION}.onnx`);
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return { name, shape, onnx: kept };
  options.onFit?.();
  const onnx = await fitTo[name]();
  try {
    await makeFolder(folder);
    await replaceFile(file, onnx);
  } catch {
    // It is fitted again the next time.
  }
  return { name, shape, onnx };
}

const fitTo: { readonly [Name in Exclude<PhotoEncoderName, 'raw'>]: () => Promise<Uint8Array> } = {
  async pca() {
    const encoder = await fitPca(await photographs(), 256, { mirrored: true, whitened: true });
    await encoder.dispose();
    return encoder.toOnnx();
  },
  async dictionary() {
    const options = { ...dictionaryRecipes.photos, codeSize: 256, viewedPictures: 2500 };
    const encoder = await fitDictionary(await photographs(), options);
    await encoder.dispose();
    return encoder.toOnnx();
  },
};

async function photographs() {
  return (await loadDataset('cifar100-mini', { offline: true })).train;
}
