import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Work } from './row.ts';

/** What all contenders search, as it is handed to processes of any language: `plan.json`, `items.bin`, `queries.bin`. */
export interface Plan {
  readonly count: number;
  readonly queries: number;
  readonly size: number;
  readonly k: number;
  readonly threads: number;
  readonly connectivity: number;
  readonly expansionAdd: number;
}

export type Order =
  /** Looks for all queries, and writes what it found to `<folder>/<file>`: int32, queries x k. */
  | { readonly order: 'prove'; readonly file: string }
  /** Looks for all queries at once so many times, or for so many queries one after the other. */
  | { readonly order: 'run'; readonly work: Work; readonly steps: number };

/** A process's first line. */
export interface Started {
  readonly buildSeconds: number;
  readonly openSeconds?: readonly number[];
}

export interface Ran {
  /** Queries that were answered. */
  readonly queries: number;
  readonly seconds: number;
}

export async function writePlan(
  folder: string,
  plan: Plan,
  items: Float32Array,
  queries: Float32Array,
): Promise<void> {
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan));
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries({ items, queries })) {
    await writeFile(join(folder, `${name}.bin`), new Uint8Array(buffer, byteOffset, byteLength));
  }
}

export async function readPlan(folder: string) {
  const plan = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as Plan;
  const codes = async (name: string, count: number) => {
    const { buffer, byteOffset, byteLength } = await readFile(join(folder, `${name}.bin`));
    return { count, size: plan.size, data: new Float32Array(buffer, byteOffset, byteLength / 4) };
  };
  return {
    plan,
    items: await codes('items', plan.count),
    queries: await codes('queries', plan.queries),
  };
}

/** Neighbours that a contender wrote. */
export async function readFound(folder: string, file: string): Promise<Int32Array> {
  const bytes = await readFile(join(folder, file));
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
