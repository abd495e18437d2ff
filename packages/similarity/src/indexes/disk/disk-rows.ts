import type { AddOptions } from '../contract.ts';
import type { Roster } from '../local/roster.ts';
import type { Block, FindBlock, Pieces, Rows, SomeIds } from '../local/rows.ts';
import type { Shortlist } from '../local/shortlist.ts';
import { append, bytesOf } from './append.ts';
import { appendRows } from './append-rows.ts';
import { checkFiles } from './check-files.ts';
import {
  GONE_FILE,
  IDS_FILE,
  type Manifest,
  PAYLOADS_FILE,
  readManifest,
  writeManifest,
} from './manifest.ts';
import { onDisk } from './on-disk.ts';
import { idsToBytes, loadRoster, payloadsToBytes } from './roster-files.ts';
import { RowReader } from './row-reader.ts';
import { stampOf } from './stamp.ts';
import { withLock } from './with-lock.ts';

/**
 * Prepared rows in a folder. Files only grow; what counts of them is what the manifest names, and it is
 * replaced as a whole. So a process that dies in the middle leaves the store as it was before, and readers
 * need no lock.
 */
export class DiskRows implements Rows {
  readonly width: number;
  readonly columns: number;
  readonly #folder: string;
  readonly #reader: RowReader;
  #manifest: Manifest;
  #stamp: string;
  #roster: Roster | undefined;

  private constructor(folder: string, width: number, manifest: Manifest, stamp: string) {
    this.#folder = folder;
    this.width = width;
    this.columns = width + 2;
    this.#manifest = manifest;
    this.#stamp = stamp;
    this.#reader = new RowReader(folder, this.columns);
  }

  /** Reads the manifest and the sizes of files, nothing else. */
  static async open(folder: string, widthOf: (manifest: Manifest) => number): Promise<DiskRows> {
    const stamp = await stampOf(folder);
    const manifest = await readManifest(folder);
    await checkFiles(folder, manifest, widthOf(manifest) + 2);
    return new DiskRows(folder, widthOf(manifest), manifest, stamp);
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  async refresh(): Promise<Roster> {
    const stamp = await stampOf(this.#folder);
    if (stamp !== this.#stamp) await this.#reload(stamp);
    this.#roster ??= await onDisk(this.#folder, () => loadRoster(this.#folder, this.#manifest));
    return this.#roster;
  }

  async #reload(stamp: string): Promise<void> {
    const manifest = await readManifest(this.#folder);
    await checkFiles(this.#folder, manifest, this.columns);
    this.#manifest = manifest;
    this.#stamp = stamp;
    this.#roster = undefined;
  }

  add(ids: SomeIds, pieces: Pieces, { payloads, onProgress }: AddOptions): Promise<void> {
    return this.#change(async (roster, manifest) => {
      roster.checkNew(ids);
      const told = (done: number) => onProgress?.(done, ids.length);
      const written = await appendRows(this.#folder, manifest, this.columns, pieces, told);
      const carried = payloadsToBytes(payloads, manifest.rows);
      const files = {
        ...manifest.files,
        ids: await append(this.#folder, IDS_FILE, manifest.files.ids, idsToBytes(ids)),
        payloads: await append(this.#folder, PAYLOADS_FILE, manifest.files.payloads, carried),
      };
      return { manifest: { ...manifest, ...written, files }, apply: () => roster.append(ids, payloads) };
    });
  }

  async delete(ids: SomeIds): Promise<number> {
    let count = 0;
    await this.#change(async (roster, manifest) => {
      const positions = roster.find(ids);
      count = positions.length;
      const bytes = bytesOf(Uint32Array.from(positions));
      const gone = await append(this.#folder, GONE_FILE, manifest.files.gone, bytes);
      return {
        manifest: { ...manifest, gone: manifest.gone + count, files: { ...manifest.files, gone } },
        apply: () => roster.remove(positions),
      };
    });
    return count;
  }

  /** Changes the store on top of what others wrote. Nothing of it counts before the manifest is replaced. */
  #change(
    work: (roster: Roster, manifest: Manifest) => Promise<{ manifest: Manifest; apply: () => void }>,
  ): Promise<void> {
    return withLock(this.#folder, async (check) => {
      const roster = await this.refresh();
      const { manifest, apply } = await work(roster, this.#manifest);
      check();
      await writeManifest(this.#folder, manifest);
      this.#manifest = manifest;
      this.#stamp = await stampOf(this.#folder);
      apply();
    });
  }

  blocks(from = 0): AsyncIterable<Block> {
    return this.#reader.blocks(this.#manifest, this.#roster!, Math.floor(from / this.#manifest.rowsPerBlock));
  }

  find(candidates: Shortlist): Promise<FindBlock> {
    return this.#reader.find(candidates.positions());
  }

  close(): Promise<void> {
    return this.#reader.close();
  }
}
