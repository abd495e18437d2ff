import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeHome } from '../../test/helpers/homes.ts';
import { pendingCheckpoint } from '../../test/helpers/pending-checkpoint.ts';
import { findCheckpoint } from './find-checkpoint.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

it('shows a checkpoint only when it is whole, and keeps the one before', async () => {
  const directory = await makeHome();
  await writeCheckpoint(directory, pendingCheckpoint(7, 'one'));
  const broken = { ...pendingCheckpoint(7, 'two'), files: { 'no/such/folder': Buffer.from('x') } };
  await expect(writeCheckpoint(directory, broken)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await readdir(join(directory, 'checkpoints'))).toEqual(['7']);
  expect((await findCheckpoint(directory)).newest).toMatchObject({
    name: '7',
    ...pendingCheckpoint(7, 'one'),
  });
});

it('takes the place of one of the same step', async () => {
  const directory = await makeHome();
  await writeCheckpoint(directory, pendingCheckpoint(7, 'one'));
  // What a process leaves that dies while it writes, or between two renames.
  await mkdir(join(directory, 'checkpoints', '7.tmp'));
  await mkdir(join(directory, 'checkpoints', '7.old'));
  await writeCheckpoint(directory, pendingCheckpoint(7, 'two'));
  expect(await readdir(join(directory, 'checkpoints'))).toEqual(['7']);
  expect(await readFile(join(directory, 'checkpoints', '7', 'weights.bin'), 'utf8')).toMatch(/^two/);
});
