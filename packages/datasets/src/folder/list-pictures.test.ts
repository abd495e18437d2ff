import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
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
  expect(pictures[0]!.stat.size).toBe(BigInt('a.jpeg'.length));
  expect(unreadable).toEqual([]);
});

test('passes over hidden names and files that are no pictures', async () => {
  const { pictures, unreadable } = await listPictures(
    folderOf('.a.png', '.git/b.png', 'notes.txt', 'data.npy', 'png', 'png.', 'empty/.keep'),
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
    { path: 'broken.png', reason: 'it links to nothing' },
    { path: 'circle', reason: 'links to folders are not followed' },
    { path: 'deep', reason: 'links to folders are not followed' },
    { path: 'loop.png', reason: 'its links go in a circle (ELOOP)' },
    { path: 'out.png', reason: 'it links out of the folder' },
  ]);
  const without = await listPictures(folder, { links: false });
  expect(paths(without.pictures)).toEqual(['in.png', 'sub/other.png']);
  expect(without.unreadable).toEqual([]);
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

test('a folder that is called as a picture is a folder', async () => {
  const { pictures, unreadable } = await listPictures(folderOf('a.png/b.png', 'c.bmp/d.png/e.jpg'));
  expect(paths(pictures)).toEqual(['a.png/b.png', 'c.bmp/d.png/e.jpg']);
  expect(unreadable).toEqual([]);
});

test('pictures of kinds that are not read are listed, by their names or their first bytes', async () => {
  const folder = folderOf('a.heic', 'b.NEF', 'c.tga', 'd.bmp', 'e.svg');
  writeFileSync(join(folder, 'f'), Buffer.from('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', 'latin1'));
  // As most camera files do, it begins as a TIFF.
  writeFileSync(join(folder, 'b.NEF'), 'II*\0\x08\0\0\0');
  writeFileSync(join(folder, 'BMI.txt'), 'BMI, a measure of weight');
  expect((await listPictures(folder)).unreadable).toEqual([
    { path: 'a.heic', reason: 'HEIC files are not read; save it as PNG' },
    { path: 'b.NEF', reason: 'camera raw files are not read; save it as PNG' },
    { path: 'c.tga', reason: 'TGA files are not read; save it as PNG' },
    { path: 'd.bmp', reason: 'BMP files are not read; save it as PNG' },
    { path: 'e.svg', reason: 'SVG files are not read; save it as PNG' },
    { path: 'f', reason: 'BMP files are not read; save it as PNG' },
  ]);
});

test('a picture needs no ending', async () => {
  const folder = folderOf('a.png');
  for (const name of ['b', 'c.', 'd.txt', 'e.f.g'])
    writeFileSync(join(folder, name), Buffer.from([255, 216, 255]));
  expect(paths((await listPictures(folder)).pictures)).toEqual(['a.png', 'b', 'c.', 'd.txt', 'e.f.g']);
});

test('names may hold anything that the file system lets them', async () => {
  const windows = process.platform === 'win32';
  const odd = windows
    ? []
    : ['new\nline.png', '\u001b[31m.png', 'tab\t.png', 'back\\slash.png', '"*?<>|:.png'];
  const names = [
    '-dash.png',
    '--help.png',
    ' space.png',
    'ünïcode.png',
    '猫.png',
    '😀.png',
    'a.png.png',
    '%41.png',
    ...odd,
  ];
  expect(new Set(paths((await listPictures(folderOf(...names))).pictures))).toEqual(new Set(names));
});

test.skipIf(process.platform !== 'linux')('names need not be UTF-8', async () => {
  const folder = folderOf('a.png');
  const name = (text: string) => Buffer.from(text, 'latin1');
  const inside = (...parts: Buffer[]) => Buffer.concat([Buffer.from(`${folder}/`), ...parts]);
  mkdirSync(inside(name('K\xe4tzchen')));
  writeFileSync(inside(name('K\xe4tzchen/'), name('\xff\xfe.png')), 'x');
  writeFileSync(inside(name('\xc3(.jpg')), 'x');
  writeFileSync(inside(name('\xed\xa0\x80.png')), 'x');
  symlinkSync(name('\xc3(.jpg'), inside(name('l\xefnk.jpg')));
  symlinkSync('/etc/passwd', inside(name('\xf0out.png')));
  const { pictures, unreadable } = await listPictures(folder);
  expect(paths(pictures)).toEqual([
    'K\\xe4tzchen/\\xff\\xfe.png',
    '\\xc3(.jpg',
    '\\xed\\xa0\\x80.png',
    'a.png',
    'l\\xefnk.jpg',
  ]);
  for (const { file, stat } of pictures) expect(BigInt(readFileSync(file).length)).toBe(stat.size);
  expect(unreadable).toEqual([{ path: '\\xf0out.png', reason: 'it links out of the folder' }]);
});

test('what is no folder is an error', async () => {
  const folder = folderOf('a.png');
  for (const path of [join(folder, 'nowhere'), join(folder, 'a.png')]) {
    expect(await failure('DATA_DIR_UNUSABLE', () => listPictures(path))).toContain(path);
  }
});
