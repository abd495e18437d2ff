import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { datasetNames, isFolderPath } from '@hourglass/datasets/catalog';

/**
 * What a person calls a set: a name of the catalog as it is, else the whole path of a folder. A name without a
 * slash is a folder if there is one of that name; a set of the catalog never is.
 */
export function placeOf(name: string): string {
  if ((datasetNames() as readonly string[]).includes(name)) return name;
  return isFolderPath(name) || existsSync(name) ? resolve(name) : name;
}
