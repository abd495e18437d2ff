import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readRun } from '../src/read/read-run.ts';
import { steerRun } from '../src/read/steer-run.ts';
import type { StartedRun } from '../src/start/start-run.ts';
import { filesIn } from './helpers/damage.ts';
import { collect, resumeFake, startFake } from './helpers/fake-runs.ts';
import { makeHome, makeRun } from './helpers/homes.ts';

/** Writes checkpoints as often as it can, so that it would soon make its folder anew. */
const startBusy = (home: string): Promise<StartedRun> =>
  startFake(home, { epochs: 1000, steps: 1000, everySteps: 1 });

/** Does something to a run that is followed, once it has a checkpoint. @returns what its follower heard. */
async function followed(run: StartedRun, act: () => Promise<unknown>) {
  let done = false;
  return collect(run.directory, async ({ type }) => {
    if (type !== 'checkpoint' || done) return;
    done = true;
    await act();
  });
}

/** A checkpoint may be under way: empties the folder until it stays empty. */
async function emptied(directory: string): Promise<void> {
  for (let names = await readdir(directory); names.length > 0; names = await readdir(directory)) {
    for (const name of names) await removed(join(directory, name));
    await setTimeout(100);
  }
}

/** Removes it although its process makes files in it. */
async function removed(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 5 });
}

describe('a run whose folder', () => {
  it.each([
    ['is deleted', removed],
    ['is emptied', emptied],
    ['is moved', (path: string) => rename(path, `${path}-elsewhere`)],
    [
      'is moved, and an empty one put there',
      (path: string) => rename(path, `${path}-elsewhere`).then(() => mkdir(path)),
    ],
    ['is deleted with its home', (path: string) => removed(join(path, '..'))],
  ])('%s ends, makes nothing there, and its viewer says why', async (_, take) => {
    const run = await startBusy(join(await makeHome(), 'home'));
    const events = await followed(run, () => take(run.directory));
    const ended = events.at(-1)!;
    expect(ended).toMatchObject({ type: 'run-ended', reason: 'died' });
    expect('message' in ended && ended.message).toMatch(
      /deleted, moved or replaced.* Its process ends by itself/s,
    );
    expect(await run.exited).toMatchObject({ code: 1, signal: null });
    const left = existsSync(run.directory) ? [...(await filesIn(run.directory)).keys()] : [];
    expect(left.filter((name) => name.startsWith('checkpoints') || name === 'lock')).toEqual([]);
  });

  it('is replaced by that of another run leaves it alone', async () => {
    const home = await makeHome();
    const other = await makeRun(home, {
      id: 'other',
      metrics: [],
      lock: { pid: 1, control: 'x', startTicks: null },
    });
    const run = await startBusy(home);
    const events = await followed(run, async () => {
      await rename(run.directory, join(home, 'elsewhere'));
      await cp(other, run.directory, { recursive: true });
    });
    expect(events.at(-1)).toMatchObject({
      reason: 'died',
      message: expect.stringContaining('moved or replaced'),
    });
    expect(await run.exited).toMatchObject({ code: 1 });
    const [before, after] = [await filesIn(other), await filesIn(run.directory)];
    expect([...after]).toEqual([...before]);
    const moved = join(home, 'elsewhere');
    expect(await readFile(join(moved, 'worker.log'), 'utf8')).toMatch(
      /^run '.*' ends: its folder .* was deleted, moved or replaced while it was at work\.\n$/,
    );
    const { summary } = await readRun(moved);
    const resumed = await resumeFake(moved);
    await collect(moved, ({ type }) => type === 'continued' && steerRun(moved, 'stop'));
    expect(await resumed.exited).toMatchObject({ code: 0 });
    expect((await readRun(moved)).summary.ended?.step).toBeGreaterThanOrEqual(summary.checkpoint!.step);
  });

  it('is deleted while it is paused ends too', async () => {
    const run = await startBusy(await makeHome());
    const events = await collect(run.directory, async ({ type }) => {
      if (type === 'checkpoint') await steerRun(run.directory, 'pause').catch(() => {});
      if (type === 'paused') await removed(run.directory);
    });
    expect(events.at(-1)).toMatchObject({ reason: 'died' });
    expect(await run.exited).toMatchObject({ code: 1 });
  });
});

it('a run whose log is deleted or replaced ends with a checkpoint, from which it goes on', async () => {
  for (const change of [rm, (path: string) => rename(path, `${path}~`).then(() => writeFile(path, ''))]) {
    const run = await startBusy(await makeHome());
    const events = await followed(run, () => change(join(run.directory, 'metrics.jsonl')));
    expect(events.at(-1)).toMatchObject({
      reason: 'died',
      message: expect.stringContaining('metrics.jsonl'),
    });
    const { code, stderr } = await run.exited;
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/its metrics\.jsonl was deleted/),
    });
    await resumeFake(run.directory);
    await collect(run.directory, ({ type }) => type === 'continued' && steerRun(run.directory, 'stop'));
    expect(await readRun(run.directory)).toMatchObject({ state: 'stopped' });
  }
});

it('a run whose lock alone is taken away takes it again, and goes on', async () => {
  const run = await startBusy(await makeHome());
  const lock = join(run.directory, 'lock');
  const before = await readFile(lock, 'utf8');
  let removedAt = 0;
  const events = await collect(run.directory, async (event) => {
    if (event.type !== 'step') return;
    if (removedAt === 0) {
      removedAt = event.step;
      await rm(lock);
      await expect(resumeFake(run.directory)).rejects.toMatchObject({ code: 'RUN_TAKEN' });
      for (let i = 0; i < 100 && !existsSync(lock); i++) await setTimeout(50);
      await steerRun(run.directory, 'stop');
    }
  });
  expect(events.at(-1)).toMatchObject({ reason: 'stopped' });
  expect(JSON.parse(before)).toMatchObject({ pid: run.pid });
  expect(await run.exited).toMatchObject({ code: 0 });
  expect(existsSync(lock)).toBe(false);
});
