import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FileState } from './manifest.ts';

/** Opens a file for appending after the bytes that count; what an addition that failed left behind is cut off. */
export async function openForAppend(folder: string, name: string, bytes: number) {
  const handle = await open(join(folder, name), bytes === 0 ? 'w' : 'r+');
  try {
    if (bytes > 0) await handle.truncate(bytes);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return handle;
}

/** Appends to a small file, durably, and gives back its new state. */
export async function append(
  folder: string,
  name: string,
  state: FileState,
  data: Uint8Array,
): Promise<FileState> {
  if (data.length === 0) return state;
  const handle = await openForAppend(folder, name, state.bytes);
  try {
    await writeAt(handle, data, state.bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { bytes: state.bytes + data.length, crc: crc32(data, state.crc) };
}

export async function writeAt(
  handle: Awaited<ReturnType<typeof open>>,
  data: Uint8Array,
  at: number,
): Promise<void> {
  for (let done = 0; done < data.length; ) {
    done += (await handle.write(data, done, data.length - done, at + done)).bytesWritten;
  }
}

/** The bytes behind a typed array. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength);
