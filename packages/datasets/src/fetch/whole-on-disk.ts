import { stat } from 'node:fs/promises';
import type { DatasetDownload } from '../catalog/record.ts';
import { fileChecksumLike } from '../checksum.ts';

/** Whether the file is there with its official bytes. */
export async function wholeOnDisk(wanted: DatasetDownload, path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  if (info?.size !== wanted.bytes) return false;
  return (await fileChecksumLike(wanted.checksum, path)) === wanted.checksum;
}
