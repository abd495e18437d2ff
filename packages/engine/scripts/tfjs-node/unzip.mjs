import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { Stop } from './say.mjs';

/**
 * Extracts some files of a zip archive as they stream by: the largest has half a gigabyte.
 * @param folders where files go, by how their names begin; the part after its last slash stays.
 */
export async function extract(archive, folders) {
  for (const { name, method, at, packed } of await entriesOf(archive)) {
    const prefix = Object.keys(folders).find((start) => name.startsWith(start));
    if (!prefix || name.endsWith('/')) continue;
    if (method !== 0 && method !== 8) throw new Stop(`${archive}: ${name} is packed in a way unknown here.`);
    const target = join(folders[prefix], name.slice(prefix.lastIndexOf('/') + 1));
    mkdirSync(dirname(target), { recursive: true });
    const bytes = createReadStream(archive, { start: at, end: at + packed - 1 });
    const unpack = method === 8 ? [createInflateRaw()] : [];
    if (packed > 0) await pipeline(bytes, ...unpack, createWriteStream(target));
  }
}

/** The archive's table of contents, from its end (PKWARE's APPNOTE 4.3.12 and 4.3.16). */
async function entriesOf(archive) {
  const handle = await open(archive);
  try {
    const read = async (at, length) => (await handle.read(Buffer.alloc(length), 0, length, at)).buffer;
    const { size } = await handle.stat();
    const tail = await read(Math.max(0, size - 65_557), Math.min(size, 65_557));
    const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    if (end < 0) throw new Stop(`${archive} is no zip archive.`);
    const table = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    const entries = [];
    for (let i = 0; i < table.length; ) {
      const nameLength = table.readUInt16LE(i + 28);
      const start = table.readUInt32LE(i + 42);
      // The name and the extra field stand between an entry's own header and its bytes.
      const header = await read(start, 30);
      entries.push({
        name: table.toString('utf8', i + 46, i + 46 + nameLength),
        method: table.readUInt16LE(i + 10),
        packed: table.readUInt32LE(i + 20),
        at: start + 30 + header.readUInt16LE(26) + header.readUInt16LE(28),
      });
      i += 46 + nameLength + table.readUInt16LE(i + 30) + table.readUInt16LE(i + 32);
    }
    return entries;
  } finally {
    await handle.close();
  }
}
