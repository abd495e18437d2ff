import { existsSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { storeOf, storesHome } from '@hourglass/library';

const isStore = (folder: string) => existsSync(join(folder, 'library.json'));

/** The store that a person means: by its folder, by the folder of its pictures, else the one that was indexed last. */
export async function findStore(named: string | undefined): Promise<string> {
  if (named === undefined) return newest();
  if (isStore(named)) return resolve(named);
  const root = await realpath(named).catch(() => undefined);
  if (root !== undefined && isStore(storeOf(root))) return storeOf(root);
  const what = root === undefined ? 'is not there' : 'is neither an index nor a folder that is indexed';
  throw new Error(`'${named}' ${what}. \`hourglass index <folder>\` indexes one.`);
}

async function newest(): Promise<string> {
  const names = await readdir(storesHome()).catch(() => []);
  const stores = names.map((name) => join(storesHome(), name)).filter(isStore);
  const times = await Promise.all(stores.map(async (store) => (await stat(lastWritten(store))).mtimeMs));
  const last = stores[times.indexOf(Math.max(...times))];
  if (last !== undefined) return last;
  throw new Error(
    'no folder is indexed yet. `hourglass index <folder>` indexes one; or name a set by --dataset.',
  );
}

function lastWritten(store: string): string {
  const log = join(store, 'files.jsonl');
  return existsSync(log) ? log : join(store, 'library.json');
}
