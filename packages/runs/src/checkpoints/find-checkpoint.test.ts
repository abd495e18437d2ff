import { mkdir, readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeHome } from '../../test/helpers/homes.ts';
import { pendingCheckpoint } from '../../test/helpers/pending-checkpoint.ts';
import { findCheckpoint } from './find-checkpoint.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

async function withTwo(): Promise<string> {
  const directory = await makeHome();
  await writeCheckpoint(directory, pendingCheckpoint(90, 'old'));
  await writeCheckpoint(directory, pendingCheckpoint(100, 'young'));
  return directory;
}

it('finds the newest by its number, not by its name', async () => {
  expect(await findCheckpoint(await withTwo())).toEqual({
    newest: { name: '100', ...pendingCheckpoint(100, 'young') },
    older: ['90'],
    damaged: [],
  });
});

it('sees that a file is cut short, wherever that is, and opens the one before', async () => {
  const directory = await withTwo();
  const folder = join(directory, 'checkpoints', '100');
  const files = await readdir(folder);
  expect(files).toEqual(['manifest.json', 'training.json', 'weights.bin']);
  for (const name of files) {
    const path = join(folder, name);
    const whole = await readFile(path);
    // The newline at the end of the manifest is no loss.
    const last = name === 'manifest.json' ? whole.length - 2 : whole.length - 1;
    for (const cut of [...Array.from({ length: Math.ceil(last / 10) }, (_, i) => i * 10), last]) {
      await truncate(path, cut);
      const { newest, damaged } = await findCheckpoint(directory);
      expect([name, cut, newest?.name]).toEqual([name, cut, '90']);
      expect(damaged).toEqual([{ name: '100', problem: expect.stringMatching(`^${name}`) }]);
      await writeFile(path, whole);
    }
  }
  expect((await findCheckpoint(directory)).newest?.name).toBe('100');
});

it('sees that a byte is another one', async () => {
  const directory = await withTwo();
  const path = join(directory, 'checkpoints', '100', 'weights.bin');
  const bytes = await readFile(path);
  bytes[250]! ^= 1;
  await writeFile(path, bytes);
  const { newest, damaged } = await findCheckpoint(directory);
  expect(newest?.name).toBe('90');
  expect(damaged).toEqual([{ name: '100', problem: 'weights.bin is not what was written' }]);
});

it.each(['100.old', '100.tmp'])(
  'finds what a process left that died between two renames: %s',
  async (name) => {
    const directory = await withTwo();
    const parent = join(directory, 'checkpoints');
    await rename(join(parent, '100'), join(parent, name));
    expect((await findCheckpoint(directory)).newest).toMatchObject({ name, toldUntil: 100 });
  },
);

it('says nothing of one that a process did not finish', async () => {
  const directory = await withTwo();
  await mkdir(join(directory, 'checkpoints', '110.tmp'));
  const { newest, older, damaged } = await findCheckpoint(directory);
  expect({ name: newest?.name, older, damaged }).toEqual({
    name: '100',
    older: ['90', '110.tmp'],
    damaged: [],
  });
});

it('reads what an older Hourglass wrote, which told bytes instead of a time', async () => {
  const directory = await withTwo();
  const path = join(directory, 'checkpoints', '100', 'manifest.json');
  const { toldUntil: _, ...manifest } = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...manifest, told: 12345 }));
  expect((await findCheckpoint(directory)).newest).toMatchObject({ name: '100', toldUntil: undefined });
});

it('does not take a folder that it may not read for an empty one', async () => {
  const directory = await makeHome();
  await writeFile(join(directory, 'checkpoints'), '');
  await expect(findCheckpoint(directory)).rejects.toMatchObject({ code: 'ENOTDIR' });
});

it('finds none where there is none', async () => {
  expect(await findCheckpoint(await makeHome())).toEqual({ newest: undefined, older: [], damaged: [] });
});
