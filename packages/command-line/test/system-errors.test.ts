import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineOf } from '@hourglass/command-line';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-system-errors-'));
  file = join(folder, 'file');
  await writeFile(file, '');
});
afterAll(() => rm(folder, { recursive: true }));

const acts: Record<string, [act: () => Promise<unknown>, words: RegExp]> = {
  'a folder where a file is': [
    () => mkdir(file),
    /^x: '.*file' cannot be written: a file is in the way \(EEXIST\)\.$/,
  ],
  'a folder below a file': [
    () => mkdir(join(file, 'below'), { recursive: true }),
    /^x: '.*' cannot be written: (a part of the path is a file \(ENOTDIR\)|it is not there \(ENOENT\))\.$/,
  ],
  'a file that is not there': [
    () => readFile(join(folder, 'none')),
    /^x: '.*none' cannot be opened: it is not there \(ENOENT\)\.$/,
  ],
  'a file as a folder': [
    () => readdir(file),
    /^x: '.*file' cannot be opened: a part of the path is a file \(ENOTDIR\)\.$/,
  ],
  'a folder as a file': [
    () => open(folder, 'w').then((handle) => handle.close()),
    /^x: '.*' cannot be opened: illegal operation on a directory \(EISDIR\)\.$/,
  ],
  'what is moved and not there': [
    () => rename(join(folder, 'none'), join(folder, 'other')),
    /^x: '.*none' cannot be written: it is not there \(ENOENT\)\.$/,
  ],
};

test.skipIf(process.platform === 'win32').each(Object.entries(acts))(
  '%s: words instead of a raw code',
  async (_, [act, words]) => {
    const error = await act().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(lineOf('x', error)).toMatch(words);
  },
);

test('what we say ourselves stays as it is, whatever its code', () => {
  const own = Object.assign(new Error('no\n  way'), { code: 'RUN_TAKEN' });
  expect(lineOf('x', own)).toBe('x: no way');
});
