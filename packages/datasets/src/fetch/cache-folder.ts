import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * Where Hourglass keeps what it can get again: `cacheDir`, else `HOURGLASS_CACHE`, else the system's cache folder
 * (on Linux `$XDG_CACHE_HOME/hourglass` or `~/.cache/hourglass`).
 */
export function cacheHome(cacheDir?: string): string {
  return resolve(cacheDir || process.env.HOURGLASS_CACHE || envPaths('hourglass', { suffix: '' }).cache);
}

/** The folder of one dataset in the cache: `<cache>/datasets/<name>`. It may not exist yet. */
export function datasetFolder(name: string, cacheDir?: string): string {
  return join(cacheHome(cacheDir), 'datasets', name);
}
