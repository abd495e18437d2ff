import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeHome } from '../../test/helpers/homes.ts';
import { makeRunDirectory } from './make-directory.ts';

it('takes another id if one is taken', async () => {
  const home = await makeHome();
  await mkdir(join(home, 'first'));
  const ids = ['first', 'first', 'second'];
  expect(await makeRunDirectory(home, 'any', () => ids.shift()!)).toEqual({
    id: 'second',
    directory: join(home, 'second'),
  });
});

it('gives up in the end', async () => {
  const home = await makeHome();
  await mkdir(join(home, 'same'));
  await expect(makeRunDirectory(home, 'any', () => 'same')).rejects.toMatchObject({
    code: 'HOME_UNWRITABLE',
  });
});
