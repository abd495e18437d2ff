import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../src/program.ts';
import { type Result, run, start, untilWritten } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { png } from './helpers/png.ts';
import { command } from './helpers/pty.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { writeRun } from './helpers/run-directory.ts';
import { long } from './helpers/small-training.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const home = temporaryFolder();
writeRun(home, 'whole', recordedRun({ epochs: 3 }), 3);
writeRun(home, 'other', recordedRun({ epochs: 2 }), 2);

const photos = join(home, 'photos');
mkdirSync(photos);
for (const i of [0, 1, 2]) writeFileSync(join(photos, `${i}.png`), png(16, [i * 100, 50, 200]));

/** A command line for each command, which prints something. One that is missing here fails the first test. */
const lines: Readonly<Record<string, (own: Home) => readonly string[] | Promise<readonly string[]>>> = {
  train: (own) => ['train', ...long, ...own.flags],
  resume: async (own) => ['resume', await killedRun(own), ...own.flags],
  watch: () => ['watch', 'whole', '--runs', home],
  stop: async (own) => {
    await untilWritten(start(['train', ...long, '--json', ...own.flags]).child, '"step"');
    return ['stop', ...own.flags];
  },
  runs: () => ['runs', '--runs', home],
  compare: () => ['compare', 'whole', 'other', '--runs', home],
  export: async (own) => ['export', await killedRun(own), '--to', 'onnx', '--out', out(own), ...own.flags],
  doctor: () => ['doctor'],
  help: () => ['help', 'train'],
  'data list': () => ['data', 'list'],
  'data get': () => ['data', 'get', 'mnist'],
  'data verify': () => ['data', 'verify', 'mnist'],
  'data show': () => ['data', 'show', 'mnist'],
  index: () => indexing(newStore()),
  search: async () => ['search', '0.png', '--in', await indexed(newStore())],
  duplicates: async () => ['duplicates', await indexed(newStore())],
};

function out(own: Home): string {
  return join(own.directory, 'exported');
}

let stores = 0;

function newStore(): string {
  return join(home, `index-${stores++}`);
}

/** Makes an index of three small pictures. */
function indexing(store: string): string[] {
  return ['index', photos, '--out', store, '--encoder', 'raw', '--measure', 'cosine'];
}

async function indexed(store: string): Promise<string> {
  expect(await run(indexing(store))).toMatchObject({ code: 0 });
  return store;
}

/** A run whose process was killed after its first checkpoint. */
async function killedRun(own: Home): Promise<string> {
  const often = ['--set', 'checkpoints.everySteps=20'];
  const { child, result } = start(['train', ...long, ...often, '--json', ...own.flags]);
  await untilWritten(child, '"checkpoint"');
  process.kill(own.pid!, 'SIGKILL');
  await result;
  return basename(own.directory);
}

/** The paths of all commands that do something. */
function leaves({ commands }: Command, path: readonly string[] = []): string[] {
  return commands.flatMap((one) => {
    const own = [...path, one.name()];
    return one.commands.length > 0 ? leaves(one, own) : [own.join(' ')];
  });
}

const places = [
  ['a full disk', '> /dev/full', 'the disk is full (ENOSPC)'],
  ['a closed pipe', '| true', 'nobody reads it any more (EPIPE)'],
] as const;

async function printTo(place: string, args: readonly string[]): Promise<Result> {
  const script = `set -o pipefail; "$0" "$@" ${place}`;
  const env = { ...process.env, HOURGLASS_OFFLINE: '1' };
  const child = spawn('bash', ['-c', script, process.execPath, command, ...args], { env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

test('every command is tried', () => {
  expect(leaves(createProgram(() => undefined)).sort()).toEqual(Object.keys(lines).sort());
});

describe.skipIf(!existsSync('/dev/full')).each(places)('output to %s', (_where, place, reason) => {
  test.each(Object.keys(lines))('ends `%s` with a line and exit code 1', async (name) => {
    const own = new Home();
    const { code, stderr } = await printTo(place, await lines[name]!(own));
    // A command may say other things there.
    const said = stderr.split('\n').filter((line) => line.includes('cannot be written'));
    expect(said).toEqual([expect.stringContaining(`hourglass: the output cannot be written: ${reason}`)]);
    expect(code).toBe(1);
  });

  test.each([
    ['--help'],
    ['--version'],
    ['data', '--help'],
    ['train', '--print-config'],
    ['watch', 'whole', '--once', '--runs', home],
  ])('ends what is printed in one go: %s %s', async (...args) => {
    const { code, stderr } = await printTo(place, args);
    expect(code).toBe(1);
    expect(stderr).toBe(`hourglass: the output cannot be written: ${reason}\n`);
  });

  test.each([[[]], [['--json']]])(
    'leaves the training alone, and says how to come back (%j)',
    async (flags) => {
      const own = new Home();
      const { code, stderr } = await printTo(place, ['train', ...long, ...flags, ...own.flags]);
      expect(code).toBe(1);
      const [, watch, stop] =
        /`hourglass (watch .*)` shows it, `hourglass (stop .*)` ends it/.exec(stderr) ?? [];
      const { child, result } = start([...watch!.split(' '), '--json']);
      await untilWritten(child, '"step"');
      expect(await run(stop!.split(' '))).toMatchObject({ code: 0, stderr: '' });
      expect(await result).toMatchObject({ code: 0 });
      expect(own.events.at(-1)).toMatchObject({ reason: 'stopped' });
      await own.untilGone();
    },
  );
});

test('a reader that goes after a while leaves the training alone too', async () => {
  const own = new Home();
  const { code, stdout, stderr } = await printTo('| head -1', ['train', ...long, '--json', ...own.flags]);
  expect([code, JSON.parse(stdout).type]).toEqual([1, 'run-started']);
  expect(stderr).toContain('nobody reads it any more (EPIPE); the run goes on: ');
  expect(await run(['stop', ...own.flags])).toMatchObject({ code: 0, stderr: '' });
  await own.untilGone();
});

test('Ctrl-C that ends the reader as well stops the training', async () => {
  const own = new Home();
  const script = '"$0" "$@" | cat';
  const args = ['train', ...long, ...own.flags];
  const child = spawn('bash', ['-c', script, process.execPath, command, ...args], { detached: true });
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  await untilWritten(child, 'mnist-64-shallow');
  process.kill(-child.pid!, 'SIGINT');
  await new Promise((resolve) => child.on('close', resolve));
  await own.untilGone();
  expect(stderr).toContain('stopping');
  expect(own.events.at(-1)).toMatchObject({ reason: 'stopped' });
});
