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

// Node's own recursive mkdir never comes back there.
it.runIf(process.platform === 'linux').each(['/proc/x', '/proc/x/y/z', '/proc/1/x/y'])(
  'says that no run can be made in %s',
  async (home) => {
    await expect(makeRunDirectory(home, 'any')).rejects.toMatchObject({
      code: 'HOME_UNWRITABLE',
      message: expect.stringMatching(/^runs home '\/proc\/.*' cannot be written: .+\. Choose another folder/),
    });
  },
);
