import type { DatasetRecord } from '../catalog/record.ts';

/** The folder of a dataset that comes as a package; undefined if it has none, or if it is not installed. */
export async function embeddedFolder(record: DatasetRecord): Promise<string | undefined> {
  if (record.embedded === undefined) return undefined;
  try {
    const { directory }: { directory: string } = await import(record.embedded);
    return directory;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
