import { stat } from 'node:fs/promises';
import { manifestPath } from './manifest.ts';
import { onDisk } from './on-disk.ts';

/** Changes whenever the manifest is replaced. */
export async function stampOf(folder: string): Promise<string> {
  const { ino, mtimeNs, size } = await onDisk(folder, () => stat(manifestPath(folder), { bigint: true }));
  return `${ino} ${mtimeNs} ${size}`;
}
