import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { short } from './helpers/small-training.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const folder = temporaryFolder();
const file = join(folder, 'file');
writeFileSync(file, '');

/** Places where no folder can be made. Node's own recursive mkdir never comes back from those in /proc. */
const impossible = [
  file,
  join(file, 'below'),
  join(file, 'below', 'more'),
  ...(process.platform === 'linux' ? ['/proc/x', '/proc/x/y/z', '/proc/1/x/y'] : []),
];

/** One line in words, with the system's code behind them at most. */
const oneLine = /^hourglass: (?!E[A-Z]+:)[^\n]+\n$/;

test.each(impossible)('no run is started in %s', async (path) => {
  const { code, stdout, stderr } = await run(['train', ...short, '--no-ui', '--runs', path]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(oneLine);
  expect(stderr).toContain('Choose another folder with --runs or HOURGLASS_RUNS.');
});

test('nothing is exported where no folder can be made, and what is exported is as others write it', async () => {
  const home = new Home();
  expect(await run(['train', ...short, ...home.flags, '--no-ui'])).toMatchObject({ code: 0 });
  const to = (path: string) => run(['export', ...home.flags, '--to', 'safetensors', '--out', path]);
  for (const path of impossible) {
    const { code, stdout, stderr } = await to(path);
    expect({ path, code, stdout }).toEqual({ path, code: 1, stdout: '' });
    expect(stderr).toMatch(oneLine);
  }
  const out = join(folder, 'exported', 'model');
  expect(await to(out)).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^hourglass: wrote 1 file, /),
  });
  mkdirSync(join(folder, 'plain'));
  expect(statSync(out).mode).toBe(statSync(join(folder, 'plain')).mode);
  expect(readdirSync(join(folder, 'exported'))).toEqual(['model']);
});
