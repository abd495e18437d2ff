import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { PtySession } from './helpers/pty.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const folder = temporaryFolder();
const env = { HOURGLASS_OFFLINE: '1', HOURGLASS_CACHE: join(folder, 'cache'), COLUMNS: '80' };
const show = (args: readonly string[], more = {}) => run(['data', 'show', ...args], { ...env, ...more });

describe('data show', () => {
  test('draws shades without colours, 80 columns wide, with names of classes', async () => {
    const { code, stdout, stderr } = await show(['cifar100-mini', '--count', '6']);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('CIFAR-100 mini, train  6 of 5000 pictures, seed 0');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/[░▒▓█]{10}/);
    expect(stdout).not.toContain('\u001B');
  });

  test('the seed alone decides', async () => {
    const first = await show(['mnist', '--count', '4']);
    expect((await show(['mnist', '--count', '4', '--seed', '0'])).stdout).toBe(first.stdout);
    expect((await show(['mnist', '--count', '4', '--seed', '1'])).stdout).not.toBe(first.stdout);
    expect((await show(['mnist', '--count', '4', '--split', 'test'])).stdout).toContain('test  4 of 10000');
  });

  test.each([
    ['apple', /apple, 2 of 50 pictures/, /^ +apple +apple$/m],
    ['1', /1, 2 of 50 pictures/, /^ +aquarium fish +aquarium fish$/m],
    ['aquarium fish', /2 of 50 pictures/, /^ +aquarium fish +aquarium fish$/m],
    ['flowers', /flowers, 2 of 250 pictures/, /(orchid|poppy|rose|sunflower|tulip)/],
  ])('of the class %s only', async (label, heading, caption) => {
    const { code, stdout } = await show(['cifar100-mini', '--count', '2', '--label', label]);
    expect(code).toBe(0);
    expect(stdout).toMatch(heading);
    expect(stdout).toMatch(caption);
  });

  test.each([
    [120, 40, 15],
    [80, 24, 8],
    [30, 12, 1],
    [10, 5, 1],
  ])('fits into a terminal of %ix%i', async (columns, rows, count) => {
    const session = PtySession.start(['data', 'show', 'cifar100-mini'], { columns, rows }, env);
    expect(await session.exit).toBe(0);
    if (columns >= 60) {
      expect(session.lines()[0]).toContain(`train  ${count} of 5000`);
      for (const line of session.lines()) expect(line.slice(columns)).toBe('');
    }
    expect(session.text()).toContain('▀');
  });
});

describe('data show of a folder', () => {
  const pictures = join(folder, 'pictures');
  for (const [name, color] of [
    ['blue', [0, 0, 255]],
    ['red', [255, 0, 0]],
  ] as const) {
    mkdirSync(join(pictures, name), { recursive: true });
    writeFileSync(join(pictures, name, '1.png'), png(40, color));
  }
  writeFileSync(join(pictures, 'red', 'broken.png'), 'no picture');

  test('folders in it are classes, and what cannot be read is told', async () => {
    const { code, stdout, stderr } = await show([pictures], { FORCE_COLOR: '3' });
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^hourglass: 1 of the files cannot be read, such as red\/broken\.png: [^\n]+\n$/),
    ]);
    expect(stdout).toContain('pictures');
    expect(stdout).toContain('2;0;0;255m');
    expect(stdout).toContain('2;255;0;0m');
    expect(stdout).toMatch(/blue +red/);
  });

  test('in grey and small', async () => {
    const { stdout } = await show([pictures, '--shape', '8x8x1', '--label', 'red']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2 + 4 + 1);
  });
});

/** A square of one colour, in the plainest PNG there is. */
function png(side: number, color: readonly number[]): Buffer {
  const row = Buffer.from([0, ...Array.from({ length: side }, () => color).flat()]);
  const header = Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 2, 0, 0, 0]);
  const body = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', body),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(crc32(body), body.length + 4);
  return result;
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
