import type { Allowed } from '../local/roster.ts';
import type { Block } from '../local/rows.ts';

/** The blocks without the rows that may not be found, and without blocks in which there are none. */
export async function* onlyAllowed(
  blocks: AsyncIterable<Block> | Iterable<Block>,
  columns: number,
  { mask }: Allowed,
): AsyncGenerator<Block> {
  for await (const block of blocks) {
    const positions = new Uint32Array(block.rows);
    let rows = 0;
    for (let row = 0; row < block.rows; row++)
      if (mask[block.start + row]) positions[rows++] = block.start + row;
    if (rows === block.rows) yield block;
    else if (rows > 0) yield picked(block, columns, positions.subarray(0, rows));
  }
}

function picked({ start, matrix, bias }: Block, columns: number, positions: Uint32Array): Block {
  const chosen = new Float32Array(positions.length * columns);
  for (const [to, position] of positions.entries()) {
    const from = (position - start) * columns;
    chosen.set(matrix.subarray(from, from + columns), to * columns);
  }
  const rows = positions.length;
  return {
    start,
    rows,
    positions,
    matrix: chosen,
    bias: Float64Array.from(positions, (p) => bias[p - start]!),
  };
}
