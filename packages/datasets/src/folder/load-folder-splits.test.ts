import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { failure, temporaryFolder } from '../../test/helpers.ts';
import { drawPicture, plain } from '../../test/pictures.ts';
import { type ImageSet, pictureOf } from '../image-set.ts';
import { loadTrainingData } from '../load-training-data.ts';
import { loadFolderSplits } from './load-folder-splits.ts';

let folder: string;
let cacheDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  cacheDir = temporaryFolder();
});

const load = () => loadFolderSplits(folder, { shape: [1, 1, 1], cacheDir });
const draw = (path: string, value: number) => drawPicture(folder, path, plain(1, 1, [value, value, value]));
const valuesOf = (set: ImageSet) => Array.from({ length: set.count }, (_, row) => pictureOf(set, row)[0]!);
const labelsOf = ({ labels }: ImageSet) =>
  Array.from(labels.fine!.values, (value) => labels.fine!.names[value]);

describe('without folders that are splits', () => {
  test('a tenth is held out, of each class its share, and always the same', async () => {
    for (let i = 0; i < 60; i++) await draw(`${i < 40 ? 'cat' : 'dog'}/${i}.png`, i);
    const { train, test: held, source, warnings } = await load();
    expect([train.count, held.count]).toEqual([54, 6]);
    expect([train.split, held.split, train.name, held.name]).toEqual([
      'train',
      'test',
      basename(folder),
      basename(folder),
    ]);
    expect(labelsOf(held).filter((name) => name === 'cat')).toHaveLength(4);
    expect([...valuesOf(train), ...valuesOf(held)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, i) => i),
    );
    for (const set of [train, held]) {
      expect(labelsOf(set)).toEqual(valuesOf(set).map((value) => (value < 40 ? 'cat' : 'dog')));
    }
    expect(warnings).toEqual([]);
    expect(source).toContain('(54 + 6 pictures, held out)');
    expect(await load()).toMatchObject({ train, test: held });
  });

  test('a flat folder has no labels', async () => {
    for (let i = 0; i < 10; i++) await draw(`${i}.png`, i);
    const { train, test: held } = await load();
    expect([train.count, held.count, train.labels, held.labels]).toEqual([9, 1, {}, {}]);
  });

  test('of any number from two on, both splits have some', async () => {
    for (let i = 0; i < 21; i++) await draw(`${i}.png`, i);
    for (let count = 21; count >= 1; count--) {
      const { train, test: held } = await load();
      expect(train.count + held.count).toBe(count);
      expect(Math.abs(held.count - count / 10)).toBeLessThan(1);
      expect(held.count > 0).toBe(count > 1);
      rmSync(join(folder, `${count - 1}.png`));
    }
  });

  test('folders that do not make two splits are classes', async () => {
    for (const name of ['train/1.png', 'car/2.png']) await draw(name, 1);
    expect((await load()).train.labels.fine?.names).toEqual(['car', 'train']);
    rmSync(join(folder, 'train'), { recursive: true });
    await draw('test/3.png', 3);
    expect((await load()).train.labels.fine?.names).toEqual(['car', 'test']);
  });

  test('more than 256 folders are no classes, and that is said', async () => {
    await draw('class 0/0.png', 0);
    await draw('class 1/0.png', 1);
    for (let i = 2; i < 257; i++) mkdirSync(join(folder, `class ${i}`));
    const { train, warnings } = await load();
    expect(train.labels).toEqual({});
    expect(warnings).toEqual([`${folder} has 257 folders. At most 256 can be classes, so there are none.`]);
  });
});

describe('with folders that are splits', () => {
  test.each(['test', 'val', 'valid', 'validation'])('train and %s', async (name) => {
    await draw('train/a/1.png', 1);
    await draw('train/c/3.png', 3);
    await draw(`${name}/b/2.png`, 2);
    await draw(`${name}/c/4.png`, 4);
    const { train, test: held, source } = await load();
    expect([valuesOf(train), valuesOf(held)]).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect([labelsOf(train), labelsOf(held)]).toEqual([
      ['a', 'c'],
      ['b', 'c'],
    ]);
    expect(train.labels.fine!.names).toBe(held.labels.fine!.names);
    expect([train.name, train.split, held.split]).toEqual([basename(folder), 'train', 'test']);
    expect(source).toContain('(2 + 2 pictures, by its folders)');
  });

  test('any classes on both sides are called the same', async () => {
    const classes = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(classes, classes, async (left, right) => {
        rmSync(folder, { recursive: true });
        for (const name of left) await draw(`train/${name}/x.png`, name.charCodeAt(0));
        for (const name of right) await draw(`test/${name}/x.png`, name.charCodeAt(0));
        const { train, test: held } = await load();
        for (const set of [train, held]) {
          expect(labelsOf(set)).toEqual(valuesOf(set).map((value) => String.fromCharCode(value)));
        }
      }),
      { numRuns: 20 },
    );
  });

  test('no labels where only one side has them', async () => {
    await draw('train/a/1.png', 1);
    await draw('test/2.png', 2);
    const { train, test: held } = await load();
    expect([train.labels, held.labels]).toEqual([{}, {}]);
  });

  test('what is left out is told', async () => {
    for (const name of ['train/1.png', 'test/2.png', 'val/3.png', 'more/4.png']) await draw(name, 1);
    writeFileSync(join(folder, 'train/x.png'), '');
    writeFileSync(join(folder, 'test/y.bmp'), '');
    const { unreadable, warnings } = await load();
    expect(unreadable).toEqual([
      { path: 'train/x.png', reason: 'it is empty' },
      { path: 'test/y.bmp', reason: 'BMP files are not read; save it as PNG' },
    ]);
    expect(warnings).toEqual([
      'Beside train and test, folders are left out: more, val.',
      '2 of the files cannot be read, such as train/x.png: it is empty.',
    ]);
  });
});

test('training data is a set of the catalog by its name, or a folder by its path', async () => {
  for (let i = 0; i < 4; i++) await draw(`${i}.png`, i);
  const options = { cacheDir, offline: true };
  expect((await loadTrainingData({ dataset: 'mnist' }, options)).train.count).toBe(60_000);
  const seen: number[] = [];
  const own = await loadTrainingData(
    { dataset: folder, shape: [2, 3, 1] },
    { ...options, onPicture: ({ done }) => seen.push(done) },
  );
  expect([own.train.shape, own.train.count, own.test.count, seen]).toEqual([[2, 3, 1], 3, 1, [1, 2, 3, 4]]);
  await failure('INPUT_INVALID', () => loadTrainingData({ dataset: folder }));
  await failure('UNKNOWN_DATASET', () => loadTrainingData({ dataset: 'photos' }));
});
