import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { replaceFile } from '@hourglass/files';
import { damaged } from '../disk/check-files.ts';
import { onDisk } from '../disk/on-disk.ts';
import type { Graph } from './load.ts';

/** What a saved graph was built with, beside what usearch writes itself. */
export interface GraphFacts {
  /** What items were lifted to, see `liftItems`. */
  readonly ceiling: number;
  /** The first key that was never given away. */
  readonly nextKey: number;
  /** The key in the graph of each position. Positions beyond are not in the graph yet. */
  readonly keys: readonly number[];
}

const paths = (folder: string) => ({
  graph: join(folder, 'graph.usearch'),
  facts: join(folder, 'graph.json'),
});

/** Writes a graph beside the rows that it was built from. */
export async function saveGraph(folder: string, graph: Graph, facts: GraphFacts): Promise<void> {
  const { graph: path, facts: factsPath } = paths(folder);
  await onDisk(folder, async () => {
    const temporary = `${path}.${process.pid}.new`;
    try {
      await rm(factsPath, { force: true }); // no facts, no graph: never one of two different saves
      graph.save(temporary);
      await rename(temporary, path);
      const body = JSON.stringify({ ...facts, bytes: (await stat(path)).size });
      await replaceFile(factsPath, `${crc32(body)}\n${body}\n`);
    } finally {
      await rm(temporary, { force: true });
    }
  });
}

/** What was saved of a graph in the folder, and where; undefined if there is none: then it is built anew. */
export async function findGraph(folder: string): Promise<{ path: string; facts: GraphFacts } | undefined> {
  const { graph: path, facts: factsPath } = paths(folder);
  let text: string;
  try {
    text = await readFile(factsPath, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return onDisk(folder, () => Promise.reject(error));
  }
  const advice = 'Remove graph.json, and it is built anew';
  const [sum, body = ''] = text.split('\n');
  if (Number(sum) !== crc32(body) || !text.endsWith('\n'))
    throw damaged(folder, `graph.json was cut or changed. ${advice}`);
  const { bytes, ...facts } = JSON.parse(body) as GraphFacts & { bytes: number };
  const there = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  if (there !== bytes) throw damaged(folder, `graph.usearch has ${there} bytes of ${bytes}. ${advice}`);
  return { path, facts };
}
