import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { datasetNames } from '@hourglass/datasets/catalog';
import { engineNames } from '@hourglass/engine/names';
import { exportFormats, lossNames, presets } from '@hourglass/models/names';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../src/program.ts';
import { run } from './helpers/command.ts';
import { command } from './helpers/pty.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const folder = temporaryFolder();

/** What the command line throws, without a process of its own for each. */
async function parse(args: readonly string[]): Promise<void> {
  const program = createProgram(() => undefined);
  for (const one of [program, ...program.commands]) one.configureOutput({ writeErr: () => undefined });
  await program.parseAsync(args, { from: 'user' });
}

/** What Node says of the modules that it loads. */
function modulesOf(args: readonly string[]): string {
  const env = { ...process.env, NODE_DEBUG: 'esm' };
  return spawnSync(process.execPath, [command, ...args], { env, encoding: 'utf8' }).stderr;
}

/** Lists of names are light; what they name is not. */
const everythingHeavy = [
  '/ink/',
  '/react/',
  '/zod/',
  '/viz/',
  '/runs/',
  '/sharp/',
  'onnx',
  '@tensorflow',
].concat(['datasets', 'engine', 'models'].map((name) => `/${name}/dist/index.js`));

describe('the command line', () => {
  test('helps', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const word of ['train', 'watch', 'runs', 'Exit codes']) expect(stdout).toContain(word);
    expect((await run(['train', '--help'])).stdout).toContain('--learning-rate <x>');
  });

  test.each([
    ['train', 'datasets', datasetNames()],
    ['train', 'losses', lossNames],
    ['train', 'engines', engineNames],
    ['train', 'presets', Object.keys(presets)],
    ['export', 'formats', exportFormats],
    ['data get', 'datasets', datasetNames()],
    ['data verify', 'datasets', datasetNames()],
    ['data show', 'datasets', datasetNames()],
  ] as const)('%s --help names all %s', async (name, _what, names) => {
    const { stdout } = await run([...name.split(' '), '--help']);
    const words = stdout.split(/[^\w-]+/);
    for (const known of names) expect(words).toContain(known);
  });

  test('tells its version', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('loads nothing heavy to do so', () => {
    const loaded = modulesOf(['--help']);
    expect(loaded).toContain('commander');
    for (const heavy of everythingHeavy) expect(loaded).not.toContain(heavy);
  });

  const notJson = join(folder, 'broken.json');
  writeFileSync(notJson, '{ "epochs": ');
  const unknownKey = join(folder, 'key.json');
  writeFileSync(unknownKey, '{ "preset": "mnist-64", "epcohs": 3 }');

  const badNet = join(folder, 'net.json');
  const net = { kind: 'conv', encoder: [{ conv: 4 }, { pool: 2 }], decoder: [{ conv: 1 }] };
  writeFileSync(badNet, JSON.stringify({ net }));

  test('prints a config that can be changed and passed in', async () => {
    const settings = [
      '--set',
      'schedule.kind=cosine',
      '--set',
      'schedule.warmupSteps=100',
      '--set',
      'clip.norm=1',
    ];
    const first = await run(['train', 'mnist-64', '--epochs', '3', ...settings, '--print-config']);
    expect([first.code, first.stderr]).toEqual([0, '']);
    const config = JSON.parse(first.stdout);
    expect(config).toMatchObject({
      preset: 'mnist-64',
      net: { kind: 'dense', hidden: [512], codeSize: 64, temperature: 4 },
      epochs: 3,
      schedule: { kind: 'cosine', warmupSteps: 100 },
      clip: { norm: 1 },
    });
    const file = join(folder, 'mine.json');
    writeFileSync(file, JSON.stringify({ ...config, batchSize: 50 }));
    const second = await run(['train', file, '--print-config']);
    expect(JSON.parse(second.stdout)).toEqual({ ...config, batchSize: 50 });
    const former = await run(['train', 'seed-mnist', '--print-config']);
    expect(JSON.parse(former.stdout).preset).toBe('study-mnist');
    expect(former.stderr).toBe("hourglass: preset 'seed-mnist' is called 'study-mnist' now.\n");
    const third = await run(['train', 'mnist-64', '--set', 'net.codeSize=32', '--print-config']);
    expect(JSON.parse(third.stdout).net).toEqual({
      kind: 'dense',
      hidden: [512],
      codeSize: 32,
      temperature: 4,
    });
  });

  test.each([
    ['an unknown preset', ['train', 'nope'], 2, /unknown command or preset 'nope'.*mnist-64.*watch/],
    ['two presets', ['train', 'mnist-64', 'mnist-vae'], 2, /'mnist-vae'/],
    ['an unknown command of which help is wanted', ['help', 'wach'], 2, /'wach' \(Did you mean watch\?\)$/m],
    ['an unknown command of data', ['help', 'data', 'shw'], 2, /'shw' \(Did you mean show\?\)$/m],
    ['an unknown command', ['nope'], 2, /nope/],
    ['epochs that are no number', ['--epochs', 'x'], 2, /'--epochs <n>'.*'x'.*whole number/],
    ['no epochs', ['train', '--epochs', '0'], 2, /--epochs/],
    ['a negative rate', ['train', '--learning-rate', '-1'], 2, /--learning-rate/],
    ['a batch size with a unit', ['train', '--batch-size', '12MB'], 2, /--batch-size/],
    ['a key of a net that cannot be', ['train', 'mnist-64', '--set', 'net.codeSize=0'], 2, /net\.codeSize/],
    ['an unknown engine', ['train', '--engine', 'steam'], 2, /engine/],
    ['an unknown option', ['train', '--fast'], 2, /--fast/],
    ['a config that is not there', ['train', join(folder, 'none.json')], 2, /none\.json.*ENOENT/],
    ['a config that is no JSON', ['train', notJson], 2, /broken\.json.*JSON/],
    ['a config with an unknown key', ['train', unknownKey], 2, /epcohs/],
    ['a net that does not fit', ['train', badNet], 2, /'net\.decoder'.*196 pixels/],
    ['a setting that is none', ['train', '--set', 'schedule'], 2, /--set.*key=value/],
    ['a setting of an unknown key', ['train', '--set', 'schedule.knd=cosine'], 2, /'schedule/],
    ['an unknown run to resume', ['resume', 'nope', '--runs', folder], 1, /unknown run 'nope'/],
    ['no run to resume', ['resume', '--runs', 'nowhere'], 1, /there are no runs in '.*nowhere' yet/],
    ['an unknown run', ['watch', 'nope', '--runs', folder], 1, /unknown run 'nope'/],
    ['no run at all', ['watch', '--runs', join(folder, 'empty')], 1, /no runs/],
    ['a folder that is no run', ['watch', folder], 1, /not a run/],
  ] as const)('says in one line what is wrong with %s', async (_what, args, exitCode, message) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([exitCode, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^hourglass: [^\n]+\n$/);
  });

  test('help is the same as --help, of every command', async () => {
    for (const path of [[], ['train'], ['data'], ['data', 'show']]) {
      const { code, stdout, stderr } = await run(['help', ...path]);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toBe((await run([...path, '--help'])).stdout);
    }
  });

  test('data alone is wrong usage, and shows what it can do', async () => {
    const { code, stdout, stderr } = await run(['data']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: hourglass data');
  });

  test('knows what was meant by a word with one mistake: any command and preset', async () => {
    const words = [
      ...createProgram(() => undefined).commands.map((one) => one.name()),
      ...Object.keys(presets),
    ];
    for (const word of words) {
      // Two letters in the middle change places, or one is lost.
      const middle = word.length >> 1;
      const swapped = word.slice(0, middle - 1) + word[middle] + word[middle - 1] + word.slice(middle + 1);
      for (const typed of [swapped, word.slice(0, middle) + word.slice(middle + 1)]) {
        if (words.includes(typed)) continue;
        for (const more of [[], ['--epochs', '3'], ['more']]) {
          await expect(parse([typed, ...more]), typed).rejects.toThrow(/\(Did you mean .*\?\)/);
        }
      }
    }
  });

  test('knows what was meant by an option that lost its last letter', async () => {
    for (const command of createProgram(() => undefined).commands) {
      const { options } = command;
      const needed = options.filter(({ mandatory }) => mandatory).flatMap(({ long }) => [long!, 'x']);
      for (const { long } of options) {
        // `--runs` less a letter is an option itself, where a run can be named.
        const isAnother = options.some((other) => other.long === long!.slice(0, -1));
        if (long!.length < 6 || isAnother) continue;
        await expect(parse([command.name(), ...needed, long!.slice(0, -1)]), long!).rejects.toThrow(
          /Did you mean/,
        );
      }
    }
  });

  test('says that a runs folder cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { code, stderr } = await run(['train', '--runs', join(file, 'runs')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^hourglass: runs home '[^\n]+\n$/);
  });

  test('lists runs that cannot be read, with the reason', async () => {
    const home = join(folder, 'odd-runs');
    mkdirSync(join(home, 'newer'), { recursive: true });
    writeFileSync(join(home, 'newer', 'config.json'), '{"version":7}');
    const { code, stdout, stderr } = await run(['runs', '--runs', home]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^newer +unreadable /m);
    expect(stdout).toMatch(
      /^newer: .*config\.json is of a newer Hourglass: .* Update hourglass to use this run\.$/m,
    );
    const json = await run(['runs', '--json', '--runs', home]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      id: 'newer',
      state: 'unreadable',
      reason: expect.stringContaining('newer'),
    });
  });

  test('lists runs, also where there are none', async () => {
    const empty = join(folder, 'no-runs');
    mkdirSync(empty);
    const { code, stdout, stderr } = await run(['runs', '--runs', empty]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('no runs');
  });
});
