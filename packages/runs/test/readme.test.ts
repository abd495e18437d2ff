import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSmallMnist } from './helpers/small-mnist.ts';

const root = join(import.meta.dirname, '..');
const readme = await readFile(join(root, 'README.md'), 'utf8');
const examples = [
  ...readme.matchAll(/## ([^\n]*)\n(?:(?!\n## ).)*?```js\n(.*?)```\s+```text\n(.*?)```/gs),
].map(([, title, code, output]) => ({ title: title!, code: code!, output: output! }));

// Inside dist, so that the package's own name resolves, and git and npm do not see it.
// One folder for all: the second example looks at what the first one made.
// With a thousand pictures instead of all of MNIST, so that it takes seconds.
let folder: string;
let data: string;
beforeAll(async () => {
  folder = await mkdtemp(join(root, 'dist', 'readme-'));
  data = await makeSmallMnist(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('every example has its output', () => {
  expect(examples.length).toBe([...readme.matchAll(/```js\n/g)].length);
  expect(examples.length).toBeGreaterThan(2);
});

it.each(examples)('README: $title', async ({ code, output }) => {
  const file = join(folder, 'example.mjs');
  await writeFile(file, code);
  const env = { ...process.env, HOURGLASS_RUNS: '', HOURGLASS_DATA_DIR: data };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: folder, env });
  expect(stdout).toBe(output);
});
