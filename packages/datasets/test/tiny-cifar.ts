import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { type Headers, pack } from 'tar-stream';
import type { DatasetRecord } from '../src/catalog/record.ts';
import type { Checksum } from '../src/checksum.ts';

/** CIFAR records with a coarse and a fine label; every pixel is told by its record, place and channel. */
export function cifarRecords(count: number, first = 0): Uint8Array {
  const bytes = new Uint8Array(count * 3074);
  for (let i = 0; i < count; i++) {
    const at = i * 3074;
    bytes[at] = (first + i) % 2;
    bytes[at + 1] = (first + i) % 3;
    for (let p = 0; p < 3072; p++) bytes[at + 2 + p] = (first + i) * 31 + p * 7 + (p >> 10);
  }
  return bytes;
}

export const tinyFiles = { 'train.bin': cifarRecords(5), 'test.bin': cifarRecords(2, 5) };

/** A record like CIFAR-100's, of seven pictures. */
export function tinyCifar(archive: Uint8Array, mirrors: readonly string[] = []): DatasetRecord {
  return {
    name: 'tiny',
    title: 'Tiny CIFAR',
    shape: [32, 32, 3],
    format: 'cifar-binary',
    files: [
      {
        split: 'train',
        role: 'records',
        name: 'train.bin',
        bytes: 5 * 3074,
        checksum: sha256(tinyFiles['train.bin']),
      },
      {
        split: 'test',
        role: 'records',
        name: 'test.bin',
        bytes: 2 * 3074,
        checksum: sha256(tinyFiles['test.bin']),
      },
    ],
    origin: {
      mirrors,
      downloads: [{ name: 'tiny.tar.gz', bytes: archive.length, checksum: sha256(archive) }],
      folder: 'tiny-binary',
    },
    labels: { coarse: ['even', 'odd'], fine: ['zero', 'one', 'two'] },
    licence: 'none',
    citation: 'none',
    defects: [],
  };
}

export interface TarEntry extends Headers {
  readonly content?: Uint8Array;
}

/** The entries of the tiny archive. */
export const tinyEntries: readonly TarEntry[] = [
  { name: 'tiny-binary/', type: 'directory' },
  { name: 'tiny-binary/readme.html', content: Buffer.from('<p>seven pictures') },
  { name: 'tiny-binary/train.bin', content: tinyFiles['train.bin'] },
  { name: 'tiny-binary/test.bin', content: tinyFiles['test.bin'] },
];

export async function tar(entries: readonly TarEntry[]): Promise<Buffer> {
  const packing = pack();
  for (const { content, ...header } of entries) packing.entry(header, Buffer.from(content ?? []));
  packing.finalize();
  return buffer(packing);
}

export const tarGz = async (entries: readonly TarEntry[]) => gzipSync(await tar(entries));

export function sha256(bytes: Uint8Array): Checksum {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
