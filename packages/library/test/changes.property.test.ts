import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { indexFolder, openLibrary } from '@hourglass/library';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { options, picture, temporaryFolder } from './helpers.ts';

const paths = ['a.png', 'sub/a.png', 'sub/deep/é.png', 'x/1'];
const seeds = 4;
const pictures = await Promise.all(Array.from({ length: seeds }, (_, seed) => picture(seed)));
/** Anything that may happen to a file, and to another one. */
const changes = {
  write: (file: string, _: string, bytes: Buffer) => writeFileSync(file, bytes),
  'write and set an old time': (file: string, _: string, bytes: Buffer) => {
    writeFileSync(file, bytes);
    utimesSync(file, 1e9, 1e9);
  },
  touch: (file: string) => existsSync(file) && utimesSync(file, new Date(), new Date()),
  break: (file: string) => writeFileSync(file, pictures[0]!.subarray(0, 60)),
  remove: (file: string) => rmSync(file, { force: true }),
  'remove its folder': (file: string) =>
    basename(dirname(file)) !== 'pictures' && rmSync(dirname(file), { recursive: true }),
  copy: (file: string, other: string) => replace(file, () => copyFileSync(other, file)),
  link: (file: string, other: string) => replace(file, () => linkSync(other, file)),
  move: (file: string, other: string) => replace(file, () => renameSync(other, file)),
  swap: (file: string, other: string) => {
    if (!existsSync(file)) return;
    renameSync(file, `${file}.kept`);
    renameSync(other, file);
    renameSync(`${file}.kept`, other);
  },
};

function replace(file: string, make: () => void): void {
  rmSync(file, { force: true });
  make();
}

const [path, other, seed] = [fc.constantFrom(...paths), fc.constantFrom(...paths), fc.nat(seeds - 1)];
const kind = fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[]));
const change = fc.record({ kind, path, other, seed });
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(root: string, { kind, path, other, seed }: Change): void {
  const [file, from] = [join(root, path), join(root, other)];
  const needsOther = ['copy', 'link', 'move', 'swap'].includes(kind);
  if (needsOther && (file === from || !existsSync(from))) return;
  mkdirSync(dirname(file), { recursive: true });
  changes[kind](file, from, pictures[seed]!);
}

/** Chance seldom has two edits of one file that leave it the same size and time, with a run between them. */
const twoEditsOfOneTime = [1, 2].map((seed): Change[] => [
  { kind: 'write and set an old time', path: 'a.png', other: 'a.png', seed },
]);

/** All that a person can ask of a store. */
async function answers(store: string) {
  const library = await openLibrary(store);
  try {
    const found = [];
    for (const { id } of library.pictures) {
      const hits = await library.search(id, { k: 20 });
      const byId = hits.map((hit) => [hit.distance.toFixed(6), hit.picture.id] as const);
      // Equally near ones come in the order in which they were added.
      found.push({ id, hits: byId.sort((a, b) => (a.join() < b.join() ? -1 : 1)) });
    }
    const names = library.pictures.map(({ id, files }) => ({ id, files: files.map(({ shown }) => shown) }));
    return { names, found };
  } finally {
    await library.close();
  }
}

test('after any changes the store answers as one that is made anew', { timeout: 300_000 }, async () => {
  const rounds = fc.array(fc.array(change, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(rounds, async (all) => {
      const home = temporaryFolder();
      const root = join(home, 'pictures');
      const store = join(home, 'store');
      mkdirSync(root);
      for (const changes of all) {
        // One stays, so that the folder is never empty.
        writeFileSync(join(root, 'stays.png'), pictures[0]!);
        for (const one of changes) apply(root, one);
        await indexFolder(root, options(store));
      }
      const fresh = join(home, 'fresh');
      const { encoded } = await indexFolder(root, options(fresh));
      expect(await answers(store)).toEqual(await answers(fresh));
      // A second run finds nothing to do, and contents are encoded once each.
      const again = await indexFolder(root, options(store));
      expect([again.added, again.changed, again.moved, again.removed, again.encoded]).toEqual([
        [],
        [],
        [],
        [],
        0,
      ]);
      expect(encoded).toBe(again.contents);
      rmSync(home, { recursive: true });
    }),
    { numRuns: 20, examples: [[twoEditsOfOneTime]] },
  );
});

test('a store never grows by what does not change', async () => {
  const home = temporaryFolder();
  const root = join(home, 'pictures');
  mkdirSync(root);
  for (const [i, bytes] of pictures.entries()) writeFileSync(join(root, `${i}.png`), bytes);
  const store = join(home, 'store');
  await indexFolder(root, options(store));
  const sizes = () =>
    [store, join(store, 'index')].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => [name, readFileSync(join(folder, name)).length]),
    );
  const { unchanged } = await indexFolder(root, options(store));
  expect(unchanged).toBe(pictures.length);
  const before = sizes();
  await new Promise((resolve) => setTimeout(resolve, 150));
  await indexFolder(root, options(store));
  await indexFolder(root, options(store));
  const after = sizes();
  expect(after.filter(([name]) => name !== 'files.jsonl')).toEqual(
    before.filter(([name]) => name !== 'files.jsonl'),
  );
});
