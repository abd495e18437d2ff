import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { datasetNames } from '@hourglass/datasets/catalog';
import { describe, expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { command, PtySession } from './helpers/pty.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const folder = temporaryFolder();
/** No network, and a cache with nothing in it: a fresh clone on a train. */
const env = { HOURGLASS_OFFLINE: '1', HOURGLASS_CACHE: join(folder, 'cache') };
const mnistFiles = new URL('../../../packages/data-mnist/files/', import.meta.url);

/** A data folder with MNIST in it, its bytes changed by `change`. */
function mnistFolder(name: string, change: (bytes: Buffer, file: string) => Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const file of readdirSync(mnistFiles)) {
    writeFileSync(join(path, file), change(readFileSync(new URL(file, mnistFiles)), file));
  }
  return path;
}

const cut = mnistFolder('cut', (bytes, file) =>
  file.startsWith('t10k-images') ? bytes.subarray(0, 999) : bytes,
);
const same = mnistFolder('same', (bytes) => bytes);
mkdirSync(join(folder, 'empty'));

describe('data list', () => {
  test('tells of each set what it is and where', async () => {
    const { code, stdout, stderr } = await run(['data', 'list'], env);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^mnist .* 28 x 28 x 1 +60000 +10000 .* embedded +CC BY-SA 3\.0$/m);
    expect(stdout).toMatch(
      /^cifar100 .* 32 x 32 x 3 +50000 +10000 +176 MiB +to fetch, 161 MiB +None stated$/m,
    );
    expect(stdout).toMatch(/^cifar100-mini .* 5000 +1000 .* embedded /m);
  });

  test('as NDJSON, one set a line', async () => {
    const { stdout } = await run(['data', 'list', '--json'], env);
    const sets = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(sets.map(({ name }) => name)).toEqual(datasetNames());
    const named = (wanted: string) => sets.find(({ name }) => name === wanted);
    expect(named('mnist')).toMatchObject({ pictures: { train: 60000, test: 10000 } });
    expect(named('mnist').where).toMatchObject({ place: 'embedded' });
    expect(named('cifar100').where).toMatchObject({ place: 'to fetch', bytes: 168_513_733 });
  });

  test('knows the folder that is named, and what it lacks', async () => {
    const { code, stdout } = await run(['data', 'list', '--data', same], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^mnist .* in ${same} `, 'm'));
    expect(stdout).toMatch(/^cifar100 .* not there /m);
    expect((await run(['data', 'list'], { ...env, HOURGLASS_DATA_DIR: same })).stdout).toContain(
      `in ${same}`,
    );
  });

  test('fits into a narrow terminal', async () => {
    const session = PtySession.start(['data', 'list'], { columns: 60, rows: 12 }, env);
    expect(await session.exit).toBe(0);
    for (const line of session.lines()) expect(line.length).toBeLessThanOrEqual(60);
    expect(session.text()).toMatch(/^cifar100-mini +.*embedded/m);
  });
});

describe('data get and verify', () => {
  test('an embedded set is here already', async () => {
    const { code, stdout, stderr } = await run(['data', 'get', 'mnist'], env);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^MNIST handwritten digits: here already, embedded .*\n(\S+\.gz\n){4}$/);
  });

  test('verify names each file', async () => {
    const { code, stdout } = await run(['data', 'verify', 'cifar100-mini'], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^train\.bin +14\.7 MiB +sha256 56d2bd52cbe920b8 +official$/m);
    expect(stdout).toContain('5000 training and 1000 test pictures: whole');
    const { stdout: json } = await run(['data', 'verify', 'mnist', '--json'], env);
    expect(JSON.parse(json)).toMatchObject({ official: true, count: { train: 60000 } });
  });

  test.each([
    [
      'a set that there is not',
      ['get', 'minst'],
      2,
      /"minst" is not in the catalog\. Known: mnist, .*cifar100-mini/,
    ],
    ['no set', ['get'], 2, /missing required argument 'set'/],
    ['a command that there is not', ['gte', 'mnist'], 2, /unknown command 'gte'/],
    [
      'a set that may not be fetched',
      ['get', 'cifar100'],
      1,
      /HOURGLASS_OFFLINE.*hourglass data get cifar100/,
    ],
    ['the same, to show it', ['show', 'cifar100'], 1, /forbids to fetch it/],
    ['a set that is not here', ['verify', 'cifar100'], 1, /not on this machine/],
    ['a file that is cut short', ['verify', 'mnist', '--data', cut], 1, /t10k-images/],
    ['a folder without the set', ['get', 'mnist', '--data', join(folder, 'empty')], 1, /lacks/],
    ['a folder that is none', ['list', '--data', join(folder, 'none')], 1, /none cannot be used/],
    ['an unknown class', ['show', 'mnist', '--label', 'ten'], 2, /Class "ten" is not/],
    ['a number of no class', ['show', 'cifar100-mini', '--label', '100'], 2, /Class "100" is not/],
    ['an unknown split', ['show', 'mnist', '--split', 'all'], 2, /'all' is invalid/],
    ['no pictures asked for', ['show', 'mnist', '--count', '0'], 2, /--count/],
    ['a shape that is none', ['show', folder, '--shape', '32x16x2'], 2, /such as 32x48x3/],
    ['a background that is none', ['show', folder, '--background', 'red'], 2, /black, white, or a colour/],
    ['a folder of pictures that is none', ['show', join(folder, 'none')], 1, /cannot be read/],
    ['a folder without pictures', ['show', join(folder, 'empty')], 1, /holds no pictures/],
  ] as const)('says in one line what is wrong with %s', async (_what, args, exitCode, message) => {
    const { code, stdout, stderr } = await run(['data', ...args], env);
    expect([code, stdout]).toEqual([exitCode, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^hourglass: [^\n]+\n$/);
  });
});

test('--help loads nothing heavy', () => {
  const debug = { ...process.env, NODE_DEBUG: 'esm' };
  for (const args of [
    ['data', '--help'],
    ['data', 'show', '--help'],
  ]) {
    const { stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      env: debug,
      encoding: 'utf8',
    });
    expect(stdout).toContain('Usage: hourglass data');
    for (const heavy of ['/datasets/dist/index.js', '/viz/', '/ink/', '/zod/'])
      expect(stderr).not.toContain(heavy);
  }
});
