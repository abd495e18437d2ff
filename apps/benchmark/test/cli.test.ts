import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suites } from '../src/suites/index.ts';
import { ownVersion } from '../src/version.ts';
import { bench, node } from './helpers/bench.ts';
import { fixture } from './helpers/stored-result.ts';

const known = Object.keys(suites).join(', ');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-bench-'));
  await writeFile(join(folder, 'no-results.ndjson'), '{"format":"other"}\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe('wrong usage: one line, exit 2, nothing on stdout', () => {
  test.each([
    [['run', 'minst'], `unknown suite 'minst'. Known suites: ${known}.`],
    [['run', 'engines', 'constructor'], `unknown suite 'constructor'. Known suites: ${known}.`],
    [['run', 'mnist', '--only', 'native'], "suite 'mnist' has no parts that --only could name."],
    [['run'], "missing required argument 'suite'"],
    [['run', 'mnist', '--quick', '--full'], "option '--quick' cannot be used with option '--full'"],
    [['run', 'mnist', '--json', '--markdown'], "option '--json' cannot be used with option '--markdown'"],
    [['run', 'mnist', '--epochs', '3'], "unknown option '--epochs'"],
    [
      ['run', 'mnist', '--out', '/nowhere/at/all.md'],
      "--out '/nowhere/at/all.md': its folder does not exist",
    ],
    [['run', 'mnist', '--out', tmpdir()], 'is not a file.'],
    [['lst'], "unknown command 'lst'"],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await bench(...args);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2); // commander may ask "Did you mean"
    expect(stderr).toMatch(/^hourglass-bench: /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('what failed: one line, exit 1, nothing on stdout', () => {
  test('a data folder that is none', async () => {
    const { code, stdout, stderr } = await bench('run', 'mnist', '--tiny', '--data', '/nowhere/at/all');
    const lines = stderr
      .trim()
      .split('\n')
      .filter((line) => !line.includes('busy'));
    expect(lines).toEqual([expect.stringMatching(/^hourglass-bench: .*\/nowhere\/at\/all/)]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test.each([
    ['/nowhere/at/all.ndjson', 'cannot be read: there is no such file.'],
    ['no-results.ndjson', 'line 1: no result of format hourglass-bench/1.'],
  ])('a report of %s', async (file, message) => {
    const { code, stdout, stderr } = await bench('report', join(file.startsWith('/') ? '' : folder, file));
    expect(stderr).toMatch(/^hourglass-bench: [^\n]*\n$/);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});

test('without a command the help is shown', async () => {
  const { code, stdout, stderr } = await bench();
  expect(stdout + stderr).toContain('Usage: hourglass-bench');
  expect(code).toBe(2);
});

test('run --help names every suite', async () => {
  const { code, stdout } = await bench('run', '--help');
  expect(code).toBe(0);
  const words = stdout.split(/[^\w-]+/);
  for (const name of Object.keys(suites)) expect(words).toContain(name);
});

test('--version', async () => {
  expect(await bench('--version')).toMatchObject({ code: 0, stdout: `${ownVersion()}\n` });
});

test('list names each suite and its question', async () => {
  const { code, stdout, stderr } = await bench('list');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^mnist .*\?.*30 s/m);
  for (const name of Object.keys(suites)) expect(stdout).toMatch(new RegExp(`^${name} .*\\?`, 'm'));
});

test('report makes Markdown from stored results, into a file that appears whole', async () => {
  const out = join(folder, 'both.md');
  const args = ['report', fixture('mnist'), fixture('engines'), '--markdown', '--out', out];
  expect(await bench(...args)).toEqual({ code: 0, stdout: '', stderr: '' });
  const markdown = await readFile(out, 'utf8');
  expect(markdown.match(/^# /gm)).toHaveLength(2);
  expect(await readdir(folder)).toEqual(expect.not.arrayContaining([expect.stringContaining('.tmp')]));
});

test('--help, list and report load neither TensorFlow.js nor ONNX Runtime', async () => {
  const heavy =
    'tensorflow|onnxruntime|@hourglass/(datasets|engine|models|similarity|runs)(?!/(catalog|names)$)';
  const hooks = `export async function resolve(name, context, next) {
    if (new RegExp('${heavy}').test(name)) throw new Error('loads ' + name);
    return next(name, context);
  }`;
  const register = `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));`;
  const guarded = (...args: string[]) =>
    node(
      `--import=data:text/javascript,${encodeURIComponent(register)}`,
      new URL('../dist/cli.js', import.meta.url).pathname,
      ...args,
    );
  expect(await guarded('--help')).toMatchObject({ code: 0, stderr: '' });
  expect(await guarded('run', '--help')).toMatchObject({ code: 0, stderr: '' });
  expect(await guarded('list')).toMatchObject({ code: 0, stderr: '' });
  expect(await guarded('report', fixture('engines'))).toMatchObject({ code: 0, stderr: '' });
  // And the guard is awake.
  expect((await guarded('run', 'mnist', '--tiny')).stderr).toContain('loads ');
});
