import { readFile, stat } from 'node:fs/promises';
import { UsageError } from '@hourglass/command-line';
import { type ImageSet, pictureOf, select, slice } from '@hourglass/datasets';
import { createDecoder } from '@hourglass/datasets/folder';
import { agreementMaps, openEncoder } from '@hourglass/library';
import { createExactIndex, type MeasureName } from '@hourglass/similarity';
import { type OpenOptions, openPictures } from '../data/open-pictures.ts';
import { progressOutput } from '../data/progress-output.ts';
import { complain } from '../output/complain.ts';
import type { EncoderMaker } from './choose-encoder.ts';
import type { Found, ShownPicture } from './found.ts';

/** Pictures a call, between two signs of life. */
const STEP = 2000;

export interface SearchSetOptions extends OpenOptions {
  readonly k: number;
  readonly measure?: MeasureName | undefined;
  /** Whether it is asked why each was found. */
  readonly why?: boolean | undefined;
}

/** Searches a set of the catalog by the number of one of its pictures, or by a picture file. */
export async function searchSet(
  name: string,
  query: string,
  encoderOf: EncoderMaker,
  { k, measure = 'cosine', why, ...open }: SearchSetOptions,
): Promise<Found> {
  const { set, title, warnings } = await openPictures(name, { split: 'test', ...open });
  for (const warning of warnings) complain(warning);
  const encoder = await openEncoder(await encoderOf(set.shape));
  try {
    checkShape(name, set, encoder.name, encoder.shape);
    const asked = await queryOf(query, set);
    const codes = await encodeAll(encoder, set);
    const size = encoder.codeSize;
    const index = await createExactIndex({ measure, size });
    await index.add(set.ids, { count: set.count, size, data: codes });
    const data = await encoder.encode(asked.images);
    const among = asked.exclude === undefined ? set.count : set.count - 1;
    const exclude = asked.exclude === undefined ? {} : { exclude: Uint32Array.of(asked.exclude) };
    const found = await index.search({ count: 1, size, data }, Math.min(k, among), exclude);
    await index.close();
    const rows = new Map(Array.from(set.ids, (id, row) => [id, row]));
    const foundRows = Array.from(found.ids, (id) => rows.get(id)!);
    const hits = foundRows.map((row, i) => ({ ...shownOf(set, row), distance: found.distances[i]! }));
    const maps = why && (await agreementMaps(encoder, measure, asked.images, select(set, foundRows)));
    return {
      title: `${set.count} pictures of ${title}, by ${encoder.name}`,
      measure,
      query: asked.shown,
      hits,
      ...(maps && { agreement: { maps, shape: set.shape } }),
    };
  } finally {
    await encoder.close();
  }
}

function checkShape(name: string, set: ImageSet, encoder: string, shape: ImageSet['shape']): void {
  if (set.shape.join() === shape.join()) return;
  throw new UsageError(
    `encoder '${encoder}' takes pictures of ${shape.join(' x ')}, and those of ${name} are ${set.shape.join(' x ')}. ` +
      'Name a --run that was trained on such pictures, or --encoder raw.',
  );
}

async function queryOf(query: string, set: ImageSet) {
  if (/^\d+$/.test(query) && !(await stat(query).catch(() => undefined))) {
    const row = set.ids.indexOf(Number(query));
    if (row < 0)
      throw new UsageError(
        `${set.name} has no ${set.split} picture ${query}. Its numbers are 0 to ${set.ids.at(-1)!}.`,
      );
    return { images: imagesOf(set, pictureOf(set, row)), exclude: set.ids[row]!, shown: shownOf(set, row) };
  }
  const bytes = await readFile(query).catch(() => {
    throw new UsageError(`'${query}' is neither a file nor the number of a picture of ${set.name}.`);
  });
  const decode = await createDecoder({ shape: set.shape, maxPixels: 2 ** 26 });
  const { pixels } = await decode(bytes).catch((error: Error) => {
    throw new Error(`'${query}' cannot be read: ${error.message}.`);
  });
  const shown: ShownPicture = {
    id: query,
    names: [query],
    facts: { path: query },
    pixels: async () => ({ pixels, shape: set.shape }),
  };
  return { images: imagesOf(set, pixels), exclude: undefined, shown };
}

function imagesOf(set: ImageSet, pixels: Uint8Array): ImageSet {
  return { ...set, count: 1, pixels, labels: {}, ids: Uint32Array.of(0) };
}

export function shownOf(set: ImageSet, row: number): ShownPicture {
  const { fine } = set.labels;
  const label = fine?.names[fine.values[row]!];
  const id = set.ids[row]!;
  return {
    id,
    names: [`${set.split} ${id}${label === undefined ? '' : ` ${label.replaceAll('_', ' ')}`}`],
    facts: { split: set.split, ...(label !== undefined && { label }) },
    pixels: async () => ({ pixels: pictureOf(set, row), shape: set.shape }),
  };
}

/** Codes of all pictures, with signs of life on stderr. */
export async function encodeAll(
  encoder: { readonly codeSize: number; encode(images: ImageSet): Promise<Float32Array> },
  set: ImageSet,
): Promise<Float32Array> {
  const output = progressOutput();
  const codes = new Float32Array(set.count * encoder.codeSize);
  for (let at = 0; at < set.count; at += STEP) {
    const text = () => `encoding: ${at} of ${set.count} pictures`;
    output.show(text, text);
    const part = slice(set, at, Math.min(at + STEP, set.count));
    codes.set(await encoder.encode(part), at * encoder.codeSize);
  }
  output.clear();
  return codes;
}
