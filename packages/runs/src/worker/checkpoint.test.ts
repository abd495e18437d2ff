import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeHome } from '../../test/helpers/homes.ts';
import { writeCheckpoint } from './checkpoint.ts';

const save = (text: string) => (directory: string) => writeFile(join(directory, 'weights.json'), text);

it('shows a checkpoint only when it is whole', async () => {
  const directory = await makeHome();
  const broken = writeCheckpoint(directory, 7, async (to) => {
    await save('half')(to);
    throw new Error('power cut');
  });
  await expect(broken).rejects.toThrow('power cut');
  expect(await readdir(join(directory, 'checkpoints'))).toEqual(['.7.tmp']);
  expect(await writeCheckpoint(directory, 7, save('one'))).toBe('checkpoints/7');
  expect(await writeCheckpoint(directory, 7, save('two'))).toBe('checkpoints/7');
  expect(await readdir(join(directory, 'checkpoints'))).toEqual(['7']);
  expect(await readFile(join(directory, 'checkpoints', '7', 'weights.json'), 'utf8')).toBe('two');
});
