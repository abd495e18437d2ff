import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';

/** What can happen to a file: by a crash, a full disk, a failing one, an editor, or a person. */
const fates = {
  gone: undefined,
  empty: () => Buffer.alloc(0),
  cut: (bytes: Buffer, at: number) => bytes.subarray(0, Math.floor(at * bytes.length)),
  flipped: (bytes: Buffer, at: number) => {
    const flipped = Buffer.from(bytes);
    if (bytes.length > 0) flipped[Math.floor(at * bytes.length)]! ^= 0x10;
    return flipped;
  },
  marked: (bytes: Buffer) => Buffer.concat([Buffer.from('\uFEFF'), bytes]),
  windows: (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  unended: (bytes: Buffer) => bytes.subarray(0, bytes.at(-1) === 0x0a ? -1 : undefined),
  'a line less': (bytes: Buffer, at: number) => linesWith(bytes, at, () => []),
  'a line twice': (bytes: Buffer, at: number) => linesWith(bytes, at, (line) => [line, line]),
  'a line more': (bytes: Buffer, at: number) => linesWith(bytes, at, (line) => ['mine', line]),
  'half a line less': (bytes: Buffer, at: number) =>
    linesWith(bytes, at, (line) => [line.slice(line.length / 2)]),
} as const;

export interface Damage {
  /** Which of all files, and where in it, as shares. */
  readonly file: number;
  readonly at: number;
  readonly fate: keyof typeof fates;
}

export const allFates = Object.keys(fates) as (keyof typeof fates)[];

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

export const anyDamage: fc.Arbitrary<Damage> = fc.record({
  file: share,
  at: share,
  fate: fc.constantFrom(...allFates),
});

/** Does it to a run directory. @param names the files that may be hit. @returns which was. */
export async function inflict({ file, at, fate }: Damage, directory: string, names: readonly string[]) {
  const name = names[Math.floor(file * names.length)]!;
  const path = join(directory, name);
  const bytes = await readFile(path).catch(() => undefined);
  const change = fates[fate];
  if (bytes === undefined || !change) await rm(path, { force: true });
  else await writeFile(path, change(bytes, at));
  return name;
}

/** The files in a folder and below, relative, by their bytes. */
export async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if ((await stat(path)).isFile()) files.set(name.replaceAll('\\', '/'), await readFile(path));
  }
  return files;
}

export function copyOf(directory: string, home: string, name: string): Promise<string> {
  const copy = join(home, name);
  return cp(directory, copy, { recursive: true }).then(() => copy);
}

function linesWith(bytes: Buffer, at: number, change: (line: string) => string[]): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  const chosen = Math.floor(at * lines.length);
  return Buffer.from(lines.flatMap((line, i) => (i === chosen ? change(line) : [line])).join('\n'), 'latin1');
}
