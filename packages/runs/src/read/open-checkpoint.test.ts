import { rm, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { makeHome } from '../../test/helpers/homes.ts';
import { pendingCheckpoint } from '../../test/helpers/pending-checkpoint.ts';
import { writeCheckpoint } from '../checkpoints/write-checkpoint.ts';
import { openCheckpoint } from '../read.ts';

async function withTwo(): Promise<string> {
  const directory = await makeHome();
  for (const step of [90, 100]) await writeCheckpoint(directory, pendingCheckpoint(step, `step ${step}`));
  return directory;
}

it('opens the newest', async () => {
  const directory = await withTwo();
  expect(await openCheckpoint(directory)).toEqual({
    step: 100,
    epoch: 1,
    directory: join(directory, 'checkpoints', '100'),
    files: pendingCheckpoint(100, 'step 100').files,
    warnings: [],
  });
});

it('takes the one before if that is damaged, and says so', async () => {
  const directory = await withTwo();
  await truncate(join(directory, 'checkpoints', '100', 'weights.bin'), 10);
  expect(await openCheckpoint(directory)).toMatchObject({
    step: 90,
    files: pendingCheckpoint(90, 'step 90').files,
    warnings: [
      'a checkpoint is damaged (checkpoints/100: weights.bin has 10 bytes instead of 800); ' +
        'that of step 90 is taken instead.',
    ],
  });
});

it('says that there is none, or what is wrong with all there are', async () => {
  const directory = await withTwo();
  const id = basename(directory);
  for (const step of ['90', '100']) await rm(join(directory, 'checkpoints', step, 'training.json'));
  await expect(openCheckpoint(directory)).rejects.toMatchObject({
    code: 'NO_CHECKPOINT',
    message:
      `run '${id}' has no whole checkpoint: 100: training.json cannot be read: it is not there (ENOENT); ` +
      '90: training.json cannot be read: it is not there (ENOENT).',
  });
  await rm(join(directory, 'checkpoints'), { recursive: true });
  await expect(openCheckpoint(directory)).rejects.toMatchObject({
    code: 'NO_CHECKPOINT',
    message: `run '${id}' has saved no weights yet. A run saves them when it ends.`,
  });
});

it('reads on while the run takes its oldest away', async () => {
  const directory = await makeHome();
  let last = 1;
  await writeCheckpoint(directory, pendingCheckpoint(last, 'x'));
  let over = false;
  const writing = (async () => {
    while (!over) {
      await writeCheckpoint(directory, pendingCheckpoint(++last, 'x'));
      await rm(join(directory, 'checkpoints', String(last - 1)), { recursive: true });
    }
  })();
  for (let i = 0; i < 100; i++) expect((await openCheckpoint(directory)).step).toBeGreaterThan(0);
  over = true;
  await writing;
});
