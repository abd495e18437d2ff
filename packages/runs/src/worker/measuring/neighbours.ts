import { type ImageSet, pictureOf } from '@hourglass/datasets';
import { encodePixels } from '@hourglass/models';
import { createExactIndex, type MeasureName } from '@hourglass/similarity';
import { type CodedSet, measuresFor } from './coded-set.ts';
import { labelsOf } from './exam.ts';
import type { Finding } from './with-measurements.ts';

/** Neighbours that are shown of each picture; of fewer pictures, all. */
const SHOWN = 8;

/** The pictures whose codes are nearest to those of a few others, an event for each measure that fits the codes. */
export async function* findNeighbours(
  items: CodedSet,
  queries: CodedSet,
  epoch: number,
  threads: number | undefined,
): AsyncGenerator<Finding> {
  for (const measure of measuresFor(items, queries)) {
    yield await neighboursBy(measure, items, queries, epoch, threads);
  }
}

async function neighboursBy(
  measure: MeasureName,
  { images, codes }: CodedSet,
  queries: CodedSet,
  epoch: number,
  threads: number | undefined,
): Promise<Finding> {
  const k = Math.min(SHOWN, codes.count);
  const index = await createExactIndex({
    measure,
    size: codes.size,
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    // Items are known by their row, which is where their pixels are.
    await index.add(
      Uint32Array.from({ length: codes.count }, (_, row) => row),
      codes,
    );
    const found = await index.search(queries.codes, k);
    return {
      type: 'neighbours',
      epoch,
      measure,
      shape: images.shape,
      k,
      classNames: labelsOf(images)?.names ?? [],
      rows: Array.from({ length: queries.codes.count }, (_, query) => ({
        query: describe(queries.images, query),
        ...describeAll(images, found.ids.subarray(query * k, (query + 1) * k)),
        distances: Array.from(found.distances.subarray(query * k, (query + 1) * k), shortened),
      })),
    };
  } finally {
    await index.close();
  }
}

function describe(images: ImageSet, row: number) {
  const label = labelsOf(images)?.values[row];
  const pixels = encodePixels(pictureOf(images, row));
  return { id: images.ids[row]!, ...(label === undefined ? {} : { label }), pixels };
}

function describeAll(images: ImageSet, rows: Uint32Array) {
  const labels = labelsOf(images)?.values;
  return {
    ids: Array.from(rows, (row) => images.ids[row]!),
    labels: labels ? Array.from(rows, (row) => labels[row]!) : [],
    pixels: encodePixels(Buffer.concat(Array.from(rows, (row) => pictureOf(images, row)))),
  };
}

/** More digits than a float32 has are only bytes in the log. */
function shortened(distance: number): number {
  return Number(distance.toPrecision(6));
}
