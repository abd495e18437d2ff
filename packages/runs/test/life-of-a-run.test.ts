import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { resolveTrainConfig } from '@hourglass/models/config';
import { describe, expect, it, vi } from 'vitest';
import { readConfig } from '../src/config/read-config.ts';
import { followRun } from '../src/read/follow-run.ts';
import { readRun } from '../src/read/read-run.ts';
import { startRunWith } from '../src/start/start-run.ts';
import { collect, fakeWorker, startEndless, startFake, typesOf } from './helpers/fake-runs.ts';
import { makeHome, makeRun } from './helpers/homes.ts';

describe('a run in a process of its own', () => {
  it('tells its whole story and tidies up', async () => {
    const run = await startFake(await makeHome(), { epochs: 2, steps: 2 });
    expect(typesOf(await collect(run.directory))).toEqual([
      'run-started',
      'step',
      'step',
      'epoch',
      'step',
      'step',
      'epoch',
      'checkpoint',
      'run-ended',
    ]);
    expect(await run.exited).toEqual({ code: 0, signal: null, stderr: '' });
    expect((await readdir(run.directory)).sort()).toEqual([
      'checkpoints',
      'config.json',
      'metrics.jsonl',
      'worker.log',
    ]);
    expect(await readdir(join(run.directory, 'checkpoints'))).toEqual(['4']);
    const { id, state, summary } = await readRun(run.directory);
    expect({ id, state, step: summary.lastStep?.step }).toEqual({ id: run.id, state: 'finished', step: 4 });
  });

  it('writes down all that is needed to repeat it', async () => {
    const home = await makeHome();
    const train = resolveTrainConfig({ seed: 7, epochs: 1, batchSize: 1 });
    const run = await startRunWith(fakeWorker, train, { home, dataDir: 'data' });
    const { config } = await readConfig(run.directory);
    expect(config).toMatchObject({
      version: 1,
      node: process.version,
      dataDir: join(process.cwd(), 'data'),
      train,
    });
    expect(Date.now() - Date.parse(config.createdAt)).toBeLessThan(10_000);
    await run.exited;
  });

  it('knows its folder of pictures from everywhere', async () => {
    const train = resolveTrainConfig({ epochs: 1, batchSize: 1, dataset: join('..', 'photos') });
    const run = await startRunWith(fakeWorker, train, { home: await makeHome() });
    const { config } = await readConfig(run.directory);
    expect(config.train).toEqual({ ...train, dataset: resolve('..', 'photos') });
    await run.exited;
  });

  it('can be followed by many, early and late', async () => {
    const run = await startFake(await makeHome());
    const early = collect(run.directory);
    const late = early.then(() => collect(run.directory));
    expect(await early).toEqual(await late);
  });

  it('runs beside another in the same home', async () => {
    const home = await makeHome();
    const runs = await Promise.all([startFake(home, { steps: 2 }), startFake(home, { steps: 3 })]);
    const [two, three] = await Promise.all(runs.map((run) => collect(run.directory)));
    expect(runs[0].id).not.toBe(runs[1].id);
    expect(typesOf(two!).filter((type) => type === 'step')).toHaveLength(2);
    expect(typesOf(three!).filter((type) => type === 'step')).toHaveLength(3);
  });

  it('says why it failed', async () => {
    vi.stubEnv('FAKE_FAIL_AT', '2');
    const run = await startFake(await makeHome());
    const events = await collect(run.directory);
    expect(events.at(-1)).toMatchObject({ reason: 'failed', message: 'the numbers ran away', step: 1 });
    const { code, stderr } = await run.exited;
    expect({ code, said: stderr.includes('Error: the numbers ran away') }).toEqual({ code: 1, said: true });
    vi.unstubAllEnvs();
  });

  it('stops with a checkpoint when it is asked by SIGTERM', async () => {
    const run = await startEndless(await makeHome());
    let asked = false;
    const events = await collect(run.directory, ({ type }) => {
      if (type !== 'step' || asked) return;
      asked = true;
      process.kill(run.pid, 'SIGTERM');
    });
    expect(typesOf(events).slice(-2)).toEqual(['checkpoint', 'run-ended']);
    expect(events.at(-1)).toMatchObject({ reason: 'stopped' });
    expect(await run.exited).toMatchObject({ code: 0, signal: null });
  });

  it('is told dead after kill -9', async () => {
    const run = await startEndless(await makeHome());
    let killed = false;
    const events = await collect(run.directory, ({ type }) => {
      if (type !== 'step' || killed) return;
      killed = true;
      process.kill(run.pid, 'SIGKILL');
    });
    const ended = events.at(-1)!;
    expect(ended).toMatchObject({ type: 'run-ended', reason: 'died', step: events.length - 2 });
    expect('message' in ended && ended.message).toContain(`pid ${run.pid}`);
    expect('message' in ended && ended.message).toContain(run.directory);
    expect(await readRun(run.directory)).toMatchObject({ state: 'died' });
  });

  it('lives on when its parent is interrupted from the terminal', async () => {
    const home = await makeHome();
    const script = join(import.meta.dirname, 'helpers', 'start-and-wait.mjs');
    const parent = spawn(process.execPath, [script, fakeWorker, home], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const directory = String((await once(parent.stdout, 'data'))[0]).trim();
    // What a terminal does at Ctrl-C: SIGINT to the whole process group.
    process.kill(-parent.pid!, 'SIGINT');
    await once(parent, 'exit');
    const events = await collect(directory);
    expect(events.at(-1)).toMatchObject({ reason: 'finished', step: 10 });
  });

  it.skipIf(process.platform === 'win32')('lives on when the terminal of its parent is closed', async () => {
    const home = await makeHome();
    const script = join(import.meta.dirname, 'helpers', 'start-and-wait.mjs');
    const parent = spawn(process.execPath, [script, fakeWorker, home], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const directory = String((await once(parent.stdout, 'data'))[0]).trim();
    // What a terminal does when it is closed: nobody reads any more, and SIGHUP to the whole process group.
    parent.stdout.destroy();
    process.kill(-parent.pid!, 'SIGHUP');
    expect(await once(parent, 'exit')).toEqual([null, 'SIGHUP']);
    const events = await collect(directory);
    expect(events.at(-1)).toMatchObject({ reason: 'finished', step: 10 });
  });

  it.skipIf(process.platform === 'win32')('does not heed SIGHUP, whenever it comes', async () => {
    const run = await startFake(await makeHome(), { steps: 10 });
    const events = await collect(
      run.directory,
      ({ type }) => type === 'step' && process.kill(run.pid, 'SIGHUP'),
    );
    expect(events.at(-1)).toMatchObject({ reason: 'finished', step: 10 });
    expect(await run.exited).toMatchObject({ code: 0, signal: null });
  });

  it.skipIf(process.platform !== 'linux')('says on stderr that the disk is full', async () => {
    const home = await makeHome();
    const directory = await makeRun(home);
    await symlink('/dev/full', join(directory, 'metrics.jsonl'));
    const worker = spawn(process.execPath, [fakeWorker, directory], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [words] = await once(worker.stderr, 'data');
    expect(String(words)).toMatch(/cannot append to .*metrics\.jsonl: the disk is full/);
    expect(await once(worker, 'exit')).toEqual([1, null]);
  });

  it('leaves a directory alone that another process has, or had', async () => {
    const home = await makeHome();
    const run = await startEndless(home);
    const before = await readFile(join(run.directory, 'lock'), 'utf8');
    const second = spawn(process.execPath, [fakeWorker, run.directory], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    expect(String((await once(second.stderr, 'data'))[0])).toContain('belongs to another process');
    expect(await readFile(join(run.directory, 'lock'), 'utf8')).toBe(before);
    await access(join(run.directory, 'control.sock'));
  });
});

describe('a run that cannot start', () => {
  const config = resolveTrainConfig();

  it('says what its process said, and leaves no run behind', async () => {
    vi.stubEnv('FAKE_EXIT', '3');
    const home = await makeHome();
    await expect(startFake(home)).rejects.toMatchObject({
      code: 'START_FAILED',
      message: "the run's process did not start (exit 3): fake: no GPU, no CPU, no hope",
      cause: { message: 'fake: no GPU, no CPU, no hope\n' },
    });
    expect(await readdir(home)).toEqual([]);
    vi.unstubAllEnvs();
  });

  it('names a home that is a file, or lies below one', async () => {
    const file = join(await makeHome(), 'file');
    await writeFile(file, '');
    for (const home of [file, join(file, 'below')]) {
      await expect(startRunWith(fakeWorker, config, { home })).rejects.toMatchObject({
        code: 'HOME_UNWRITABLE',
        message: expect.stringMatching(
          /^runs home '.*file.*' cannot be written: a (file is in the way|part of the path is a file) \(E\w+\)\. Choose another .*--runs/,
        ),
      });
    }
  });

  it('makes a home that is not there yet', async () => {
    const home = join(await makeHome(), 'not', 'yet');
    const run = await startFake(home);
    await mkdir(home, { recursive: true });
    for await (const event of followRun(run.directory)) if (event.type === 'step') break;
  });

  it('refuses a config that cannot be', async () => {
    const wrong = { ...config, epochs: 0 };
    await expect(startRunWith(fakeWorker, wrong, { home: await makeHome() })).rejects.toThrow(/epochs/);
  });
});
