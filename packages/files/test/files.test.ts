import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, replaceFile, writeSynced } from '@hourglass/files';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hourglass-files-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('makeFolder', () => {
  it.each(['a', 'a/b/c/d/e/f', 'a/', 'a//b', 'a/./b', 'a/x/../b', '🙂/ b '])('makes %j', async (path) => {
    await makeFolder(join(home, path));
    await makeFolder(`${home}/${path}`);
    expect(await readdir(join(home, path))).toEqual([]);
  });

  it('leaves what is there as it is, behind a link too', async () => {
    await writeFile(join(home, 'file'), 'kept');
    await symlink(home, join(home, 'link'), 'junction');
    await makeFolder(home);
    await makeFolder(join(home, 'link'));
    await makeFolder(join(home, 'link', 'new'));
    expect((await readdir(home)).sort()).toEqual(['file', 'link', 'new']);
    expect(await readFile(join(home, 'file'), 'utf8')).toBe('kept');
  });

  it('makes the same folder for many at once', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, i) => makeFolder(join(home, 'a', 'b', `${i % 2}`))));
    expect((await readdir(join(home, 'a', 'b'))).sort()).toEqual(['0', '1']);
  });

  it.each(['file', 'file/below', 'file/below/more'])(
    'refuses %s, where a file is in the way',
    async (path) => {
      await writeFile(join(home, 'file'), '');
      await expect(makeFolder(join(home, path))).rejects.toMatchObject({
        code: expect.stringMatching(/^(EEXIST|ENOTDIR|ENOENT)$/),
      });
    },
  );

  it
    .runIf(process.platform === 'linux')
    .each(['/proc/x', '/proc/x/y/z', '/proc/1/x/y', '/sys/x/y', '/dev/fd/x/y'])(
    'says that %s cannot be made, and comes back',
    // In a process of its own: a call that does not come back would take the test with it.
    (path) => {
      const code = `import { makeFolder } from '@hourglass/files';
        await makeFolder(process.argv[1]).catch(({ code }) => console.log(code));
        process.exit();`;
      const said = execFileSync(process.execPath, ['--input-type=module', '--eval', code, path], {
        encoding: 'utf8',
        timeout: 50_000,
        cwd: new URL('..', import.meta.url),
      });
      expect(said).toMatch(/^E[A-Z]+\n$/);
    },
  );
});

describe('replaceFile', () => {
  it('lets a reader see one whole text or the other, whoever writes', async () => {
    const path = join(home, 'note');
    const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(100_000));
    await replaceFile(path, texts[0]!);
    const writing = Promise.all(texts.map((text) => replaceFile(path, Buffer.from(text))));
    for (let i = 0; i < 20; i++) expect(texts).toContain(await readFile(path, 'utf8'));
    await writing;
    expect(texts).toContain(await readFile(path, 'utf8'));
    expect(await readdir(home)).toEqual(['note']);
  });

  it('leaves the old one and nothing else where it cannot write', async () => {
    await mkdir(join(home, 'note'));
    await expect(replaceFile(join(home, 'note'), 'new')).rejects.toThrow();
    expect(await readdir(home)).toEqual(['note']);
    await expect(replaceFile(join(home, 'nowhere', 'note'), 'new')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'says that a folder is read-only',
    async () => {
      await chmod(home, 0o500);
      await expect(replaceFile(join(home, 'note'), 'new')).rejects.toMatchObject({ code: 'EACCES' });
      await chmod(home, 0o700);
    },
  );
});

describe('writeSynced', () => {
  it('writes a new file only', async () => {
    await writeSynced(join(home, 'note'), 'first');
    await expect(writeSynced(join(home, 'note'), 'second')).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(join(home, 'note'), 'utf8')).toBe('first');
  });
});
