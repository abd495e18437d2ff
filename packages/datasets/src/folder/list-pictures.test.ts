import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { failure, temporaryFolder } from '../../test/helpers.ts';
import { listPictures } from './list-pictures.ts';

/** A folder with files of these names; what is in them does not matter here. */
function folderOf(...paths: string[]): string {
  const folder = temporaryFolder();
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
  return folder;
}

const paths = (list: readonly { readonly path: string }[]) => list.map(({ path }) => path);

test('finds pictures by their names, sorted, in all folders', async () => {
  const folder = folderOf('b/2.PNG', 'b/10.png', 'a.jpeg', 'a/deep/er.webp', 'a/x.tif', 'b/y.gif', 'z.avif');
  const { pictures, unreadable } = await listPictures(folder);
  expect(paths(pictures)).toEqual([
    'a.jpeg',
    'a/deep/er.webp',
    'a/x.tif',
    'b/10.png',
    'b/2.PNG',
    'b/y.gif',
    'z.avif',
  ]);
  expect(pictures[0]!.state[0]).toBe('a.jpeg'.length);
  expect(unreadable).toEqual([]);
});

test('passes over hidden names and files that are no pictures', async () => {
  const { pictures, unreadable } = await listPictures(
    folderOf('.a.png', '.git/b.png', 'notes.txt', 'svg.svg', 'png'),
  );
  expect([pictures, unreadable]).toEqual([[], []]);
});

test.skipIf(process.platform === 'win32')('follows links to files inside the folder only', async () => {
  const outside = folderOf('secret.png', 'deep/er.png');
  const folder = folderOf('in.png', 'sub/other.png');
  symlinkSync(join(folder, 'in.png'), join(folder, 'sub/inside.png'));
  symlinkSync(join(outside, 'secret.png'), join(folder, 'out.png'));
  symlinkSync(join(outside, 'deep'), join(folder, 'deep'));
  symlinkSync(folder, join(folder, 'circle'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'broken.png'));
  symlinkSync('loop.png', join(folder, 'loop.png'));
  const { pictures, unreadable } = await listPictures(folder);
  expect(paths(pictures)).toEqual(['in.png', 'sub/inside.png', 'sub/other.png']);
  expect(unreadable).toMatchObject([
    { path: 'broken.png', reason: expect.stringContaining('ENOENT') },
    { path: 'circle', reason: 'links to folders are not followed' },
    { path: 'deep', reason: 'links to folders are not followed' },
    { path: 'loop.png', reason: expect.stringContaining('ELOOP') },
    { path: 'out.png', reason: 'it links out of the folder' },
  ]);
});

test.skipIf(process.platform === 'win32')('a link to a folder of a like name leads out of it', async () => {
  const parent = folderOf('pictures/a.png', 'pictures-2/b.png');
  symlinkSync(join(parent, 'pictures-2/b.png'), join(parent, 'pictures/b.png'));
  const { unreadable } = await listPictures(join(parent, 'pictures'));
  expect(unreadable).toEqual([{ path: 'b.png', reason: 'it links out of the folder' }]);
});

test.skipIf(process.platform === 'win32')('the folder itself may be a link', async () => {
  const folder = folderOf('a.png');
  const link = join(temporaryFolder(), 'link');
  symlinkSync(folder, link);
  expect(paths((await listPictures(link)).pictures)).toEqual(['a.png']);
});

test.skipIf(process.platform === 'win32')('pipes are listed and do not block', async () => {
  const folder = folderOf('a.png');
  execFileSync('mkfifo', [join(folder, 'pipe.png')]);
  expect((await listPictures(folder)).unreadable).toEqual([
    { path: 'pipe.png', reason: 'it is not a plain file' },
  ]);
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'folders that cannot be read are listed',
  async () => {
    const folder = folderOf('a/a.png', 'b/b.png');
    chmodSync(join(folder, 'b'), 0);
    const { pictures, unreadable } = await listPictures(folder);
    chmodSync(join(folder, 'b'), 0o755);
    expect(paths(pictures)).toEqual(['a/a.png']);
    expect(unreadable[0]).toMatchObject({ path: 'b', reason: expect.stringContaining('EACCES') });
  },
);

test('what is no folder is an error', async () => {
  const folder = folderOf('a.png');
  for (const path of [join(folder, 'nowhere'), join(folder, 'a.png')]) {
    expect(await failure('DATA_DIR_UNUSABLE', () => listPictures(path))).toContain(path);
  }
});
