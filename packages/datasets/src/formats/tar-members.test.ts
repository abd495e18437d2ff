import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failure } from '../../test/helpers.ts';
import { type TarEntry, tar, tinyEntries, tinyFiles } from '../../test/tiny-cifar.ts';
import { DatasetError, type DatasetErrorCode } from '../errors.ts';
import { readTarMembers } from './tar-members.ts';

const wanted = () =>
  new Map(
    Object.entries(tinyFiles).map(([name, { length }]) => [`tiny-binary/${name}`, new Uint8Array(length)]),
  );

const read = (bytes: Uint8Array) => readTarMembers(Readable.from([bytes]), wanted(), 'a.tar');

test('takes the wanted members and leaves the others', async () => {
  const members = await read(await tar(tinyEntries));
  expect([...members.keys()]).toEqual(['tiny-binary/train.bin', 'tiny-binary/test.bin']);
  expect(members.get('tiny-binary/train.bin')).toEqual(tinyFiles['train.bin']);
  expect(members.get('tiny-binary/test.bin')).toEqual(tinyFiles['test.bin']);
});

test('names may begin with ./ and the stream may come in pieces of any size', async () => {
  const bytes = await tar(tinyEntries.map((entry) => ({ ...entry, name: `./${entry.name}` })));
  for (const size of [1, 511, 512, 3000]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    const members = await readTarMembers(Readable.from(pieces), wanted(), 'a.tar');
    expect(members.get('tiny-binary/test.bin')).toEqual(tinyFiles['test.bin']);
  }
});

test('a short member does not hold on to a large room', async () => {
  const few = { name: 'tiny-binary/train.bin', content: tinyFiles['train.bin'].subarray(0, 3074) };
  const members = await read(await tar([few, tinyEntries[3]!]));
  expect(members.get(few.name)!.buffer.byteLength).toBe(3074);
});

describe('hostile archives', () => {
  const train = tinyEntries[2]!;
  const content = Buffer.from('x');
  test.each<[string, DatasetErrorCode, TarEntry, string]>([
    [
      'a name that leads out',
      'ARCHIVE_INVALID',
      { name: 'tiny-binary/../../etc/x', content },
      'leads out of its folder',
    ],
    ['.. alone', 'ARCHIVE_INVALID', { name: '..', content }, 'leads out of its folder'],
    ['.. behind backslashes', 'ARCHIVE_INVALID', { name: 'a\\..\\b', content }, 'leads out of its folder'],
    ['an absolute name', 'ARCHIVE_INVALID', { name: '/etc/passwd', content }, 'an absolute name'],
    ['a drive', 'ARCHIVE_INVALID', { name: 'C:\\x', content }, 'an absolute name'],
    [
      'a link',
      'ARCHIVE_INVALID',
      { name: 'x', type: 'link', linkname: '/etc/passwd' },
      '"x" in it is a link',
    ],
    [
      'a symlink',
      'ARCHIVE_INVALID',
      { name: 'x', type: 'symlink', linkname: '..' },
      '"x" in it is a symlink',
    ],
    [
      'a wanted file that is a link',
      'ARCHIVE_INVALID',
      { name: train.name, type: 'symlink', linkname: 'x' },
      'symlink',
    ],
    ['a device', 'ARCHIVE_INVALID', { name: 'x', type: 'character-device' }, 'is a character-device'],
    ['a pipe', 'ARCHIVE_INVALID', { name: 'x', type: 'fifo' }, 'is a fifo'],
    ['a member twice', 'ARCHIVE_INVALID', train, 'it holds tiny-binary/train.bin twice'],
    [
      'a member that is too large',
      'FILE_TOO_LARGE',
      { name: 'tiny-binary/test.bin', content: new Uint8Array(2 * 3074 + 1) },
      'holds more than the 6148 bytes',
    ],
    [
      'a large stranger',
      'FILE_TOO_LARGE',
      { name: 'x', content: new Uint8Array(1_200_000) },
      'a.tar holds more than the 1070094 bytes',
    ],
  ])('%s', async (_, code, entry, part) => {
    const bytes = await tar([train, entry, tinyEntries[3]!]);
    expect(await failure(code, () => read(bytes))).toContain(part);
  });

  test('a member is lacking', async () => {
    const bytes = await tar([train]);
    expect(await failure('ARCHIVE_INVALID', () => read(bytes))).toContain('it lacks tiny-binary/test.bin');
    await failure('ARCHIVE_INVALID', () => read(new Uint8Array()));
    await failure('ARCHIVE_INVALID', () => read(new Uint8Array(10_240)));
  });

  test.each([2 ** 33 - 1, 2 ** 40, 2 ** 60])('a size of %s bytes', async (size) => {
    for (const name of [train.name, 'x']) {
      const bytes = Buffer.concat([header({ name, size }), new Uint8Array(4096)]);
      const before = process.memoryUsage().arrayBuffers;
      await expect(read(bytes)).rejects.toBeInstanceOf(DatasetError);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    }
  });

  test.each(['-1', 'NaN', '1e3', '9'.repeat(30), ''])(
    'a size of "%s" in an extended header',
    async (size) => {
      const extended = await tar([{ ...train, pax: { size } } as TarEntry, tinyEntries[3]!]);
      expect(extended.includes(`size=${size}`)).toBe(true);
      await lawful(extended); // It ends: tar-stream alone would wait for ever.
    },
  );

  test('cut anywhere it is refused, or only its end is gone', async () => {
    const bytes = await tar(tinyEntries);
    const whole = bytes.length - 1024; // Two blocks of zeros end a tar.
    for (let length = 0; length < whole; length += 61) {
      await expect(read(bytes.subarray(0, length))).rejects.toBeInstanceOf(DatasetError);
    }
    expect((await read(bytes.subarray(0, whole))).size).toBe(2);
  });

  test('changed headers give the right bytes or an error', async () => {
    const original = await tar(tinyEntries);
    const headers = [0, 512, 1536, 1536 + 512 + 15872];
    const change = fc.tuple(fc.constantFrom(...headers), fc.nat(511), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (changes, sign) => {
          const bytes = Buffer.from(original);
          for (const [at, place, value] of changes) bytes[at + place] = value;
          if (sign) for (const at of headers) bytes.write(headerSum(bytes.subarray(at, at + 512)), at + 148);
          await lawful(bytes);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('any bytes at all give an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2048 }), async (bytes) => {
        await expect(read(bytes)).rejects.toBeInstanceOf(DatasetError);
      }),
      { numRuns: 1000 },
    );
  });
});

/** The law: exactly the wanted members in their rooms, or a DatasetError. */
async function lawful(bytes: Uint8Array): Promise<void> {
  try {
    const members = await read(bytes);
    expect([...members.keys()].sort()).toEqual(['tiny-binary/test.bin', 'tiny-binary/train.bin']);
    for (const [name, room] of wanted()) expect(members.get(name)!.length).toBeLessThanOrEqual(room.length);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
  }
}

/** A plain header with any size, in the base-256 form that sizes above 8 GiB have. */
function header({ name, size }: { name: string; size: number }): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block[124] = 0x80;
  block.writeBigUInt64BE(BigInt(size), 128);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(headerSum(block), 148);
  return block;
}

function headerSum(block: Uint8Array): string {
  const sum = block.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  return `${sum.toString(8).padStart(6, '0')}\0 `;
}
