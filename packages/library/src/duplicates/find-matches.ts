import { type ImageSet, pictureOf, slice } from '@hourglass/datasets';
import { createExactIndex, type Index } from '@hourglass/similarity';
import { codesOf, type ImageEncoder } from '../encoders/codes-of.ts';
import { type Calibration, calibrate, type Decoy } from './calibrate.ts';
import { askDecoys } from './decoy-distances.ts';
import { turnsOf } from './decoys.ts';
import { nearPairs } from './near-pairs.ts';
import { checkRate, type DuplicateOptions, ENOUGH_DECOYS, MOST } from './options.ts';
import { isSamePicture } from './same-picture.ts';

/** Two pictures that are alike, by their ids. */
export interface Match {
  readonly query: number;
  readonly item: number;
  /** Cosine distance of their codes. */
  readonly distance: number;
  /** Whether their pixels are the same, but for the noise of another format or size. */
  readonly same: boolean;
}

export interface Matches extends Calibration {
  readonly falseMatches: number;
  /** By distance. Of each query up to 10, its nearest; within a set each pair once. */
  readonly matches: readonly Match[];
}

const BATCH = 1000;

/**
 * Pictures of one set that are in another one too, or twice in the same: `queries` may be `items`.
 *
 * @example
 * const { matches } = await findMatches(test, train, encoder); // test pictures that leaked into training
 *
 * @throws {LibraryError} `ARGUMENT_INVALID`.
 */
export async function findMatches(
  queries: ImageSet,
  items: ImageSet,
  encoder: ImageEncoder,
  options: DuplicateOptions = {},
): Promise<Matches> {
  const falseMatches = checkRate(options.falseMatches);
  const within = queries === items;
  const index = await createExactIndex({ measure: 'cosine', size: encoder.codeSize });
  try {
    for (const part of parts(items, 'encoding', options))
      await index.add(part.ids, await codesOf(encoder, part));
    if (items.count < (within ? 2 : 1)) return { threshold: 0, decoys: 0, falseMatches, matches: [] };
    const calibration = calibrate(await decoysOf(queries, encoder, index, within, options), falseMatches);
    const rows = new Map(Array.from(items.ids, (id, row) => [id, row]));
    const k = Math.min(MOST, within ? items.count - 1 : items.count);
    const matches: Match[] = [];
    const seen = new Set<string>();
    for (const part of parts(queries, 'comparing', options)) {
      const exclude = within ? { exclude: part.ids } : {};
      const found = await index.search(await codesOf(encoder, part), k, exclude);
      for (const { row, item, distance } of nearPairs(found, calibration.threshold)) {
        const query = part.ids[row]!;
        if (within && seen.has(`${item} ${query}`)) continue;
        seen.add(`${query} ${item}`);
        const same = isSamePicture(pictureOf(part, row), pictureOf(items, rows.get(item)!));
        matches.push({ query, item, distance, same });
      }
    }
    return { ...calibration, falseMatches, matches: matches.sort((a, b) => a.distance - b.distance) };
  } finally {
    await index.close();
  }
}

async function decoysOf(
  queries: ImageSet,
  encoder: ImageEncoder,
  index: Index,
  within: boolean,
  options: DuplicateOptions,
): Promise<Decoy[]> {
  const turns = Math.min(turnsOf(queries.shape), Math.ceil(ENOUGH_DECOYS / queries.count));
  const decoys: Decoy[] = [];
  for (let turn = 0; turn < turns; turn++) {
    for (const part of parts(queries, 'calibrating', options)) {
      if (decoys.length >= Math.max(ENOUGH_DECOYS, queries.count)) break;
      const exclude = within ? { exclude: part.ids } : {};
      const nearest = async (codes: Parameters<Index['search']>[0]) =>
        (await index.search(codes, 1, exclude)).distances;
      decoys.push(...(await askDecoys(part, turn, encoder, nearest)));
    }
  }
  return decoys;
}

/** A set in batches, each of which is told before it is given. */
function* parts(
  set: ImageSet,
  phase: 'encoding' | 'calibrating' | 'comparing',
  { onProgress, signal }: DuplicateOptions,
): Generator<ImageSet> {
  for (let at = 0; at < set.count; at += BATCH) {
    signal?.throwIfAborted();
    onProgress?.({ phase, done: at, total: set.count });
    yield slice(set, at, Math.min(at + BATCH, set.count));
  }
}
