import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { cacheHome } from '@hourglass/datasets';

/** Where stores are that nobody gave a place. */
export const storesHome = (cacheDir?: string) => join(cacheHome(cacheDir), 'libraries');

/** The place of a folder's store. @param root the folder, absolute and without links. */
export function storeOf(root: string, cacheDir?: string): string {
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return join(storesHome(cacheDir), `${basename(root) || 'root'}-${hash}`);
}
