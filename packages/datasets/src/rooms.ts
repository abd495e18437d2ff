import type { DatasetFile } from './catalog/record.ts';
import type { Split } from './image-set.ts';

/** Room for `file.bytes` bytes. */
export type Rooms = (file: DatasetFile) => Uint8Array;

/**
 * Rooms for the unpacked files of a dataset. Those of one split lie end to end in one buffer,
 * so that a reader can take them as one array. A split's buffer is made when its first room is asked for.
 */
export function roomsFor(files: readonly DatasetFile[]): Rooms {
  const buffers = new Map<Split, ArrayBuffer>();
  return (file) => {
    const together = files.filter(({ split }) => split === file.split);
    const buffer = buffers.get(file.split) ?? new ArrayBuffer(sizeOf(together));
    buffers.set(file.split, buffer);
    return new Uint8Array(buffer, sizeOf(together.slice(0, together.indexOf(file))), file.bytes);
  };
}

/**
 * The first `length` bytes of a room. If that is little of it, a copy of them:
 * a short result must not hold on to a large buffer.
 */
export function shorten(room: Uint8Array, length: number): Uint8Array {
  const bytes = room.subarray(0, length);
  return length < room.length / 2 ? bytes.slice() : bytes;
}

function sizeOf(files: readonly DatasetFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
