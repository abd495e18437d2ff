import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { print } from '@hourglass/command-line';
import { datasetNames } from '@hourglass/datasets/catalog';
import { replaceFile } from '@hourglass/files';
import { complain } from '../output/complain.ts';
import { duplicatesOfFolder } from '../search/duplicates-of-folder.ts';
import { duplicatesOfSet } from '../search/duplicates-of-set.ts';
import type { DuplicatesOptions, FoundDuplicates } from '../search/found-duplicates.ts';
import { htmlPage } from '../search/html.ts';

/** So many rows make a page that a browser still opens. */
const MOST_ROWS = 500;

/** Lists pictures that are the same or similar, of a folder or a set. Deletes nothing. */
export async function duplicates(name: string, options: DuplicatesOptions): Promise<number> {
  const isSet = (datasetNames() as readonly string[]).includes(name);
  const show = async ({ title, lines, facts, rows }: FoundDuplicates) => {
    if (options.html !== undefined) {
      if (rows.length > MOST_ROWS) complain(`the page shows the first ${MOST_ROWS} of ${rows.length}`);
      await replaceFile(options.html, await htmlPage(title, rows.slice(0, MOST_ROWS)));
      complain(`wrote ${options.html}`);
    }
    if (!options.json) print(`${lines.join('\n')}\n`);
    else if (facts.length > 0) print(`${facts.map((one) => JSON.stringify(one)).join('\n')}\n`);
  };
  if (isSet) await show(await duplicatesOfSet(name, options));
  else {
    const isStore = existsSync(join(name, 'library.json'));
    await duplicatesOfFolder(resolve(name), isStore, options, show);
  }
  return 0;
}
