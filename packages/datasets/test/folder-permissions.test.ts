import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from './helpers.ts';
import { heldByPermissions } from './other-user.ts';
import { drawPicture, plain } from './pictures.ts';

const child = fileURLToPath(new URL('./folder-child.mjs', import.meta.url));
const user = heldByPermissions();

/** What a process of a user whom permissions hold reads in the folder. */
function loadAsUser(folder: string) {
  const job = JSON.stringify({ folder, shape: [2, 2, 3] });
  return JSON.parse(execFileSync(process.execPath, [child, job], { ...user, encoding: 'utf8' }));
}

test.skipIf(user === undefined)(
  'what there is no permission to read is listed, and so is its reason',
  async () => {
    const folder = temporaryFolder();
    for (const name of ['a/1.png', 'a/2.png', 'b/3.png', 'c/4.png', 'c/5.png'])
      await drawPicture(folder, name, plain(2, 2, [1, 2, 3]));
    const modes = { '': 0o755, a: 0o755, 'a/1.png': 0o644, 'a/2.png': 0, b: 0, c: 0o444 };
    for (const [path, mode] of Object.entries(modes)) chmodSync(join(folder, path), mode);
    const told = loadAsUser(folder);
    for (const path of ['b', 'c']) chmodSync(join(folder, path), 0o755);
    const reason = 'no permission (EACCES)';
    expect(told).toEqual({
      files: ['a/1.png'],
      unreadable: [
        { path: 'a/2.png', reason },
        ...['b', 'c/4.png', 'c/5.png'].map((path) => ({ path, reason, unseen: true })),
      ],
    });
  },
);

test.skipIf(user === undefined)('a folder that there is no permission to read is an error', async () => {
  const folder = temporaryFolder();
  await drawPicture(folder, 'a.png', plain(2, 2, [1, 2, 3]));
  chmodSync(folder, 0);
  const { code, message } = loadAsUser(folder);
  chmodSync(folder, 0o700);
  expect(code).toBe('DATA_DIR_UNUSABLE');
  expect(message).toContain('cannot be read: no permission (EACCES).');
});
