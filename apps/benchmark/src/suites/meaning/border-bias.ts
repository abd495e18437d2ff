import type { ImageSet } from '@hourglass/datasets';
import { createExactIndex, type LabelledCodes, type MeasureName } from '@hourglass/similarity';
import { borderColours } from '../encoders/border.ts';

/** Queries that are asked: the share hardly changes with more. */
const QUERIES = 300;
const NEIGHBOURS = 10;

/**
 * How much nearer to its query a neighbour is than any picture, in the colour of its border: 0 is no nearer at all, 1
 * the same colour. Neighbours that are found by what pictures show share little of it, those that are found by their
 * background much.
 */
export async function borderBias(
  train: ImageSet,
  test: ImageSet,
  items: LabelledCodes,
  queries: LabelledCodes,
  measure: MeasureName,
): Promise<number> {
  const { size } = items.codes;
  const index = await createExactIndex({ measure, size });
  try {
    await index.add(
      Uint32Array.from({ length: train.count }, (_, row) => row),
      items.codes,
    );
    const count = Math.min(QUERIES, test.count);
    const few = { count, size, data: queries.codes.data.subarray(0, count * size) as Float32Array };
    const { ids } = await index.search(few, NEIGHBOURS);
    const colours = borderColours(train);
    return biasOf(colours, borderColours(test), ids, count, colours.length / train.count);
  } finally {
    await index.close();
  }
}

function biasOf(
  train: Float32Array,
  test: Float32Array,
  ids: Uint32Array,
  queries: number,
  size: number,
): number {
  const rows = train.length / size;
  const distance = (query: number, row: number) => {
    let squares = 0;
    for (let i = 0; i < size; i++) squares += (test[query * size + i]! - train[row * size + i]!) ** 2;
    return Math.sqrt(squares);
  };
  let [near, any] = [0, 0];
  for (let query = 0; query < queries; query++) {
    for (let i = 0; i < NEIGHBOURS; i++) near += distance(query, ids[query * NEIGHBOURS + i]!);
    for (let row = 0; row < rows; row++) any += distance(query, row);
  }
  return 1 - near / (queries * NEIGHBOURS) / (any / (queries * rows));
}
