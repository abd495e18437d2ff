import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const cwd = fileURLToPath(new URL('..', import.meta.url));

function node(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test("tfjs-core's own tests of a function are run, and each call in them compiled", () => {
  expect(node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.fuzz.json').stdout).toBe('');
  const main = '.fuzz/testing/tfjs-tests/main.js';
  const { status, stdout } = node(main, '--engine', 'native', '--only', 'tile_test');
  expect(stdout).toMatch(/native: [1-9]\d* right, .* 0 wrong\n[1-9]\d* tests of 1 files, 0 of them fail/);
  expect(status).toBe(0);
  expect(node(main, '--only', 'no such file').stderr).toMatch('Runs tfjs-core');
});
