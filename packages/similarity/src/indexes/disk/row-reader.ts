import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Roster } from '../local/roster.ts';
import type { Block, FindBlock } from '../local/rows.ts';
import { bytesOf } from './append.ts';
import { damaged } from './check-files.ts';
import { type Manifest, ROWS_FILE } from './manifest.ts';
import { onDisk } from './on-disk.ts';

/** Reads rows by positioned reads, a block at a time, and checks each block once. */
export class RowReader {
  readonly #folder: string;
  readonly #columns: number;
  /** The checksum that each block was found to have. */
  readonly #verified = new Map<number, number>();
  #handle: FileHandle | undefined;

  constructor(folder: string, columns: number) {
    this.#folder = folder;
    this.#columns = columns;
  }

  /** The rows of the store from a block on. The next block is read while the last one is used; a block's matrix is good until then. */
  async *blocks(manifest: Manifest, roster: Roster, first: number): AsyncGenerator<Block> {
    const length = Math.min(manifest.rows, manifest.rowsPerBlock) * this.#columns;
    const buffers = [new Float32Array(length), new Float32Array(length)] as const;
    let next = this.#block(first, buffers[first % 2]!, manifest, roster);
    for (let block = first; block < manifest.blocks.length; block++) {
      const current = await next;
      next = this.#block(block + 1, buffers[(block + 1) % 2]!, manifest, roster);
      next.catch(() => {}); // told when it is awaited, or of no interest if the search has failed
      if (current) yield current;
    }
    await next;
  }

  async #block(
    block: number,
    buffer: Float32Array,
    manifest: Manifest,
    roster: Roster,
  ): Promise<Block | undefined> {
    const start = block * manifest.rowsPerBlock;
    const rows = Math.min(manifest.rows - start, manifest.rowsPerBlock);
    if (rows <= 0) return undefined;
    const matrix = buffer.subarray(0, rows * this.#columns);
    await this.#read(matrix, start);
    this.#verify(block, matrix, manifest.blocks[block]!);
    if (manifest.gone > 0) this.#erase(matrix, start, rows, roster);
    return blockWith({ start, rows }, matrix, this.#columns);
  }

  #verify(block: number, matrix: Float32Array, wanted: number): void {
    if (this.#verified.get(block) === wanted) return;
    if (crc32(bytesOf(matrix)) !== wanted) {
      throw damaged(this.#folder, `block ${block} of ${ROWS_FILE} was changed since it was written`);
    }
    this.#verified.set(block, wanted);
  }

  #erase(matrix: Float32Array, start: number, rows: number, roster: Roster): void {
    const columns = this.#columns;
    for (let row = 0; row < rows; row++) {
      if (!roster.isGone(start + row)) continue;
      matrix.fill(0, row * columns, (row + 1) * columns);
      matrix[row * columns + columns - 2] = -Infinity;
    }
  }

  /** Single rows, by ascending positions. Their blocks have been read, and so checked, before. */
  async find(positions: Uint32Array): Promise<FindBlock> {
    const columns = this.#columns;
    const matrix = new Float32Array(positions.length * columns);
    const { fd } = await this.#opened();
    for (const [row, position] of positions.entries()) {
      // Thousands of reads of a few hundred bytes: each would take ten times as long if it were awaited.
      readSync(fd, matrix, row * columns * 4, columns * 4, position * columns * 4);
    }
    const block = blockWith({ start: 0, rows: positions.length, positions }, matrix, columns);
    return () => block;
  }

  async #read(target: Float32Array, position: number): Promise<void> {
    const bytes = bytesOf(target);
    const handle = await this.#opened();
    await onDisk(this.#folder, async () => {
      const from = position * this.#columns * 4;
      for (let done = 0; done < bytes.length; ) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, from + done);
        if (bytesRead === 0) throw damaged(this.#folder, `${ROWS_FILE} was cut while it was read`);
        done += bytesRead;
      }
    });
  }

  async #opened(): Promise<FileHandle> {
    this.#handle ??= await onDisk(this.#folder, () => open(join(this.#folder, ROWS_FILE), 'r'));
    return this.#handle;
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }
}

/** The bias, the float64 that the last two columns add up to, is worked out only if it is asked for. */
function blockWith(place: Omit<Block, 'matrix' | 'bias'>, matrix: Float32Array, columns: number): Block {
  let bias: Float64Array | undefined;
  return {
    ...place,
    matrix,
    get bias() {
      bias ??= Float64Array.from({ length: place.rows }, (_, row) => {
        const end = (row + 1) * columns;
        return matrix[end - 2]! + matrix[end - 1]!;
      });
      return bias;
    },
  };
}
