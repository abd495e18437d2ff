import { open } from 'node:fs/promises';

/** Writes a new file, and returns when all of it is on the disk. @throws also if there is one already. */
export async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
