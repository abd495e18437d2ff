import { crc32 } from 'node:zlib';
import type { Piece, Pieces } from '../local/rows.ts';
import { bytesOf, openForAppend, writeAt } from './append.ts';
import { type Manifest, ROWS_FILE } from './manifest.ts';

/** Appends prepared rows, durably, and gives back what the manifest says of them. */
export async function appendRows(
  folder: string,
  { rows, rowsPerBlock, blocks }: Manifest,
  columns: number,
  pieces: Pieces,
  onProgress: (done: number) => void,
): Promise<Pick<Manifest, 'rows' | 'blocks'>> {
  const rowBytes = columns * 4;
  const checksums = [...blocks];
  const handle = await openForAppend(folder, ROWS_FILE, rows * rowBytes);
  let end = rows;
  try {
    for await (const piece of pieces) {
      const data = bytesOf(rowsOfPiece(piece, columns));
      await writeAt(handle, data, end * rowBytes);
      // A piece may end one block and begin others.
      for (let row = 0; row < piece.count; ) {
        const block = Math.floor((end + row) / rowsPerBlock);
        const until = Math.min(piece.count, (block + 1) * rowsPerBlock - end);
        checksums[block] = crc32(data.subarray(row * rowBytes, until * rowBytes), checksums[block] ?? 0);
        row = until;
      }
      end += piece.count;
      onProgress(end - rows);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { rows: end, blocks: checksums };
}

/** Vectors with their bias in two columns: a float32, and what it leaves of the float64. */
function rowsOfPiece({ vectors, bias, count }: Piece, columns: number): Float32Array {
  const width = columns - 2;
  const matrix = new Float32Array(count * columns);
  for (let row = 0; row < count; row++) {
    const start = row * columns;
    matrix.set(vectors.subarray(row * width, (row + 1) * width), start);
    matrix[start + width] = bias[row]!;
    matrix[start + width + 1] = bias[row]! - matrix[start + width]!;
  }
  return matrix;
}
