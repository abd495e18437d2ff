import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

// The examples run as a reader would run them: by the public name, on the built package.
const root = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/```js\n(.*?)```\s+```text\n(.*?)```/gs)].map(([, code, output]) => ({
  title: code!.split('\n').find((line) => line !== '' && !line.startsWith('import'))!,
  code: code!,
  output: output!,
}));

test('every example in the README has its output', () => {
  expect(examples.length).toBe([...readme.matchAll(/```js\n/g)].length);
  expect(examples.length).toBeGreaterThan(2);
});

test.each(examples)('README: $title', ({ code, output }) => {
  // Inside dist, so that the package's own name resolves, and git and npm do not see it.
  const folder = mkdtempSync(join(root, 'dist', 'readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'example.mjs');
  writeFileSync(file, code);
  const env = { ...process.env, HOURGLASS_DATA_DIR: '' };
  expect(execFileSync(process.execPath, [file], { encoding: 'utf8', env })).toBe(output);
});
