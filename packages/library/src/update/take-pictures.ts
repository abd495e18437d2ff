import { inParallel, reasonOf } from '@hourglass/datasets/folder';
import { imagesOf } from '../encoders/images-of.ts';
import { isSameState } from '../folder/file-state.ts';
import { type PathKey, shownPath } from '../folder/path-key.ts';
import { readWhole } from '../folder/read-file.ts';
import type { SeenFile } from '../folder/scan-folder.ts';
import { createVisibleDecoder } from '../folder/visible-decoder.ts';
import type { LogLine } from '../store/file-log.ts';
import type { OpenStore } from '../store/open-store.ts';

/** What came of the files that were read. */
export interface Taken {
  readonly added: PathKey[];
  readonly changed: PathKey[];
  /** Files that looked changed and are not. */
  same: number;
  readonly broken: { readonly path: string; readonly reason: string }[];
  readonly unreadable: { readonly path: string; readonly reason: string }[];
  /** Files that looked changed and are broken as before. */
  stillBroken: number;
  encoded: number;
}

/** Files whose codes are written together: what a kill can cost. */
const BATCH = 128;
/** What a file may have beside its pixels, and the most bytes that a pixel takes unpacked. */
const SLACK_BYTES = 2 ** 24;
const MAX_PIXEL_BYTES = 8;
/** An index takes no number beyond. */
const LARGEST = 1e15;

interface Fresh {
  readonly pixels: Uint8Array;
  readonly payload: { readonly bytes: number; readonly pictures: number };
}

interface Looking {
  readonly index: OpenStore['index'];
  readonly decode: Awaited<ReturnType<typeof createVisibleDecoder>>;
  readonly maxPixels: number;
  readonly taken: Taken;
}

/** Reads a file; a content that the index lacks is put among the fresh ones. */
async function look(
  { key, file }: SeenFile,
  fresh: Map<string, Fresh>,
  { index, decode, maxPixels, taken }: Looking,
): Promise<LogLine | undefined> {
  let whole: Awaited<ReturnType<typeof readWhole>>;
  try {
    whole = await readWhole(file, maxPixels * MAX_PIXEL_BYTES + SLACK_BYTES);
  } catch (error) {
    taken.unreadable.push({ path: shownPath(key), reason: reasonOf(error) });
    return undefined;
  }
  const { bytes, sha256, state, readAt } = whole;
  const [there] = await index.payloads([sha256]);
  if (there !== undefined || fresh.has(sha256)) return { path: key, state, readAt, sha256 };
  try {
    const { pixels, pictures } = await decode(bytes);
    fresh.set(sha256, { pixels, payload: { bytes: bytes.length, pictures } });
    return { path: key, state, readAt, sha256 };
  } catch (error) {
    return { path: key, state, readAt, broken: reasonOf(error) };
  }
}

/** The contents as their files are ordered, whichever was read first: of equally near ones the first added is found first. */
function inOrderOf(
  files: readonly SeenFile[],
  lines: ReadonlyMap<PathKey, LogLine>,
  fresh: ReadonlyMap<string, Fresh>,
): Map<string, Fresh> {
  const ordered = new Map<string, Fresh>();
  for (const { key } of files) {
    const line = lines.get(key);
    const content = line && 'sha256' in line ? line.sha256 : undefined;
    const found = content === undefined ? undefined : fresh.get(content);
    if (found) ordered.set(content!, found);
  }
  return ordered;
}

/** Reads files, a batch at a time, and writes what they hold: first to the index, then to the log. */
export async function createReader(
  { facts, encoder, index, log }: OpenStore,
  { maxPixels, check }: { readonly maxPixels: number; readonly check: () => void },
) {
  const { shape, background } = facts.encoder;
  const decode = await createVisibleDecoder({ shape, maxPixels, background });
  const taken: Taken = {
    added: [],
    changed: [],
    same: 0,
    broken: [],
    unreadable: [],
    stillBroken: 0,
    encoded: 0,
  };

  /** Encodes contents and adds them. Gives back those whose codes are no numbers. */
  async function add(fresh: ReadonlyMap<string, Fresh>): Promise<Set<string>> {
    if (fresh.size === 0) return new Set();
    const contents = [...fresh.keys()];
    const data = await encoder.encode(imagesOf([...fresh.values()], shape));
    const size = encoder.codeSize;
    const rows = contents.map((_, i) => data.subarray(i * size, (i + 1) * size));
    const usable = contents.map((_, i) => rows[i]!.every((value) => Math.abs(value) <= LARGEST));
    const kept = contents.filter((_, i) => usable[i]);
    const codes = new Float32Array(kept.length * size);
    for (const [i, row] of rows.filter((_, i) => usable[i]).entries()) codes.set(row, i * size);
    check();
    const payloads = kept.map((content) => fresh.get(content)!.payload);
    if (kept.length > 0) await index.add(kept, { count: kept.length, size, data: codes }, { payloads });
    taken.encoded += kept.length;
    return new Set(contents.filter((_, i) => !usable[i]));
  }

  function note(line: LogLine): void {
    if ('gone' in line) return;
    const before = log.known.get(line.path);
    if (line.broken !== undefined) {
      const isKnown = before?.broken === line.broken && isSameState(before.state, line.state);
      if (isKnown) taken.stillBroken++;
      else taken.broken.push({ path: shownPath(line.path), reason: line.broken });
    } else if (before?.sha256 === undefined) taken.added.push(line.path);
    else if (before.sha256 === line.sha256) taken.same++;
    else taken.changed.push(line.path);
  }

  return {
    taken,
    batch: BATCH,
    /** @returns how many files were taken: all. */
    async take(files: readonly SeenFile[]): Promise<number> {
      const fresh = new Map<string, Fresh>();
      const lines = new Map<PathKey, LogLine>();
      await inParallel(files, async (file) => {
        const line = await look(file, fresh, { index, decode, maxPixels, taken });
        if (line) lines.set(file.key, line);
      });
      taken.unreadable.sort((a, b) => (a.path < b.path ? -1 : 1));
      const bad = await add(inOrderOf(files, lines, fresh));
      const reason = `encoder '${encoder.name}' makes no numbers of it`;
      const outcome = files.flatMap(({ key }): LogLine[] => {
        const line = lines.get(key);
        if (line === undefined || 'gone' in line) return [];
        if (line.sha256 === undefined || !bad.has(line.sha256)) return [line];
        const { sha256: _, ...rest } = line;
        return [{ ...rest, broken: reason }];
      });
      for (const line of outcome) note(line);
      check();
      await log.append(outcome);
      return files.length;
    },
  };
}
