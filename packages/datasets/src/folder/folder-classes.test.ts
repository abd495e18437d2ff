import { type BigIntStats, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failure } from '../../test/helpers.ts';
import { classify } from './folder-classes.ts';

const stat: BigIntStats = statSync('.', { bigint: true });

const listOf = (...paths: string[]) => ({
  pictures: paths.map((path) => ({ path, file: Buffer.from(path), stat })),
  unreadable: [{ path: 'b/x.png', reason: 'broken' }],
});

test('a class is a folder right inside the folder; deeper ones belong to it', () => {
  const { classes, pictures, unreadable } = classify(listOf('cat/1.png', 'cat/old/2.png', 'dog/1.png'));
  expect(classes).toEqual(['cat', 'dog']);
  expect(pictures).toHaveLength(3);
  expect(unreadable).toHaveLength(1);
});

test('without folders there are no classes', () => {
  expect(classify(listOf('1.png', '2.png'))).toMatchObject({ classes: undefined, pictures: [{}, {}] });
});

test('a picture beside the classes is left out, with the reason', () => {
  const { pictures, unreadable } = classify(listOf('a.png', 'cat/1.png'));
  expect(pictures.map(({ path }) => path)).toEqual(['cat/1.png']);
  expect(unreadable).toEqual([
    { path: 'a.png', reason: 'it lies beside the folders, which are the classes' },
    { path: 'b/x.png', reason: 'broken' },
  ]);
});

test('256 classes are held, 257 are not', async () => {
  const paths = Array.from({ length: 257 }, (_, i) => `class ${i}/1.png`);
  expect(classify(listOf(...paths.slice(1))).classes).toHaveLength(256);
  expect(await failure('INPUT_INVALID', () => classify(listOf(...paths)))).toContain(
    'The folder has 257 folders',
  );
});
