import { readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeHome } from '../../../test/helpers/homes.ts';
import { pendingCheckpoint } from '../../../test/helpers/pending-checkpoint.ts';
import { findCheckpoint } from './read-checkpoint.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

async function withTwo(): Promise<string> {
  const directory = await makeHome();
  await writeCheckpoint(directory, pendingCheckpoint(90, 'old'));
  await writeCheckpoint(directory, pendingCheckpoint(100, 'young'));
  return directory;
}

it('finds the newest by its number, not by its name', async () => {
  expect(await findCheckpoint(await withTwo(), 1000)).toEqual({
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
      const { newest, damaged } = await findCheckpoint(directory, 1000);
      expect([name, cut, newest?.name]).toEqual([name, cut, '90']);
      expect(damaged).toEqual([expect.stringMatching(`^checkpoints/100: ${name}`)]);
      await writeFile(path, whole);
    }
  }
  expect((await findCheckpoint(directory, 1000)).newest?.name).toBe('100');
});

it('sees that a byte is another one', async () => {
  const directory = await withTwo();
  const path = join(directory, 'checkpoints', '100', 'weights.bin');
  const bytes = await readFile(path);
  bytes[250]! ^= 1;
  await writeFile(path, bytes);
  const { newest, damaged } = await findCheckpoint(directory, 1000);
  expect(newest?.name).toBe('90');
  expect(damaged).toEqual(['checkpoints/100: weights.bin is not what was written']);
});

it('passes over one that knows of events which are lost', async () => {
  expect(await findCheckpoint(await withTwo(), 95)).toMatchObject({
    newest: { name: '90' },
    damaged: ['checkpoints/100: metrics.jsonl is shorter than when it was written'],
  });
});

it('finds what a process left that died between two renames', async () => {
  const directory = await withTwo();
  const parent = join(directory, 'checkpoints');
  await rename(join(parent, '100'), join(parent, '100.old'));
  expect((await findCheckpoint(directory, 1000)).newest).toMatchObject({ name: '100.old', told: 100 });
});

it('finds none where there is none', async () => {
  expect(await findCheckpoint(await makeHome(), 1000)).toEqual({ newest: undefined, older: [], damaged: [] });
});
