import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { DatasetRecord } from '../catalog/record.ts';
import { catalog } from '../catalog.ts';

/** What to call a version of a dataset that is not read, and what to do; two sentences, one for each line. */
export interface Unread {
  readonly what: string;
  readonly advice: string;
}

/** The version of any dataset whose archive or folder has this name. */
export function otherVersionNamed(path: string): Unread | undefined {
  const name = basename(resolve(path));
  for (const record of Object.values<DatasetRecord>(catalog)) {
    const version = record.otherVersions?.find(({ archive, folder }) => [archive, folder].includes(name));
    if (version) return unread(record, version.version, name);
  }
  return undefined;
}

/** A version of the dataset that is not read, in one of these folders or as one of them. */
export async function otherVersionIn(
  record: DatasetRecord,
  folders: readonly string[],
): Promise<Unread | undefined> {
  for (const { version, archive, folder: inside } of record.otherVersions ?? []) {
    for (const folder of folders) {
      if (basename(resolve(folder)) === inside) return unread(record, version, inside);
      for (const name of [archive, inside]) {
        if (await stat(join(folder, name)).catch(() => undefined)) return unread(record, version, name);
      }
    }
  }
  return undefined;
}

/** For the names in an archive: the folder of a version that is not read begins it. */
export function otherVersionOf({ otherVersions = [] }: DatasetRecord, name: string): string | undefined {
  return otherVersions.find(({ folder }) => name.startsWith(`${folder}/`))?.version;
}

function unread({ name, title, origin }: DatasetRecord, version: string, found: string): Unread {
  return {
    what: `${found} is the ${version} version of ${title}, which is not read`,
    advice: `Get the binary one: hourglass data get ${name}, or ${origin?.downloads[0]?.name}.`,
  };
}
