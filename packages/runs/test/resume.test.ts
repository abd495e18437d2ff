import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followRun } from '../src/read/follow-run.ts';
import { readRun } from '../src/read/read-run.ts';
import { steerRun } from '../src/read/steer-run.ts';
import type { StartedRun } from '../src/start/start-run.ts';
import { collect, resumeFake, startEndless, startFake, typesOf } from './helpers/fake-runs.ts';
import { makeHome, makeRun } from './helpers/homes.ts';
import { eventsOf } from './helpers/small-runs.ts';

async function killAt(run: StartedRun, step: number): Promise<void> {
  for await (const event of followRun(run.directory)) {
    if (event.type === 'step' && event.step === step) process.kill(run.pid, 'SIGKILL');
  }
  await run.exited;
}

const stepsIn = (events: readonly { type: string; step?: number }[]) =>
  events.filter(({ type }) => type === 'step').map(({ step }) => step);

describe('a run that goes on', () => {
  it('tells each step once, also those since its newest checkpoint', async () => {
    const run = await startFake(await makeHome(), { steps: 10, everySteps: 3 });
    await killAt(run, 8);
    await appendFile(join(run.directory, 'metrics.jsonl'), '{"type":"step","time":0.4,"st');
    const resumed = await resumeFake(run.directory);
    expect(resumed).toMatchObject({ id: run.id, directory: run.directory });
    const events = await collect(run.directory);
    expect(stepsIn(events)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(events).toEqual(await eventsOf(run.directory));
    const continued = events.findIndex(({ type }) => type === 'continued');
    expect(events[continued]).toMatchObject({ step: 6, epoch: 0, epochs: 1 });
    expect(events[continued - 1]).toMatchObject({ type: 'checkpoint', step: 6, path: 'checkpoints/6' });
    expect(typesOf(events).filter((type) => type === 'run-started')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'run-ended', reason: 'finished' });
    expect(await resumed.exited).toMatchObject({ code: 0 });
  });

  it('begins anew if there is no checkpoint', async () => {
    const run = await startFake(await makeHome(), { steps: 6 });
    await killAt(run, 3);
    await resumeFake(run.directory);
    const events = await collect(run.directory);
    expect(typesOf(events).slice(0, 2)).toEqual(['run-started', 'step']);
    expect(stepsIn(events)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('passes over a damaged checkpoint, and says so', async () => {
    const run = await startFake(await makeHome(), { steps: 10, everySteps: 3 });
    await killAt(run, 7);
    await writeFile(join(run.directory, 'checkpoints', '6', 'place.json'), '{');
    await resumeFake(run.directory);
    const events = await collect(run.directory);
    expect(stepsIn(events)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(events.filter(({ type }) => type === 'warning')).toMatchObject([
      {
        message: expect.stringMatching(/^a checkpoint is damaged \(checkpoints\/6: .*goes on from step 3\.$/),
      },
    ]);
  });

  it('may have been stopped', async () => {
    const run = await startFake(await makeHome(), { steps: 8 });
    await collect(
      run.directory,
      (event) => event.type === 'step' && event.step === 3 && steerRun(run.directory, 'stop'),
    );
    expect(await readRun(run.directory)).toMatchObject({ state: 'stopped' });
    await resumeFake(run.directory);
    const events = await collect(run.directory);
    expect(stepsIn(events)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(typesOf(events).filter((type) => type === 'run-ended')).toHaveLength(1);
  });

  it('may be finished and get more epochs', async () => {
    const run = await startFake(await makeHome(), { steps: 3 });
    await collect(run.directory);
    await resumeFake(run.directory, { epochs: 2 });
    const events = await collect(run.directory);
    expect(stepsIn(events)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events.find(({ type }) => type === 'continued')).toMatchObject({ epochs: 2 });
    expect((await readRun(run.directory)).config.train.epochs).toBe(2);
  });

  it('goes on in one process, however many want to', async () => {
    const run = await startFake(await makeHome(), { steps: 10, everySteps: 3 });
    await killAt(run, 4);
    const tries = await Promise.allSettled([1, 2, 3].map(() => resumeFake(run.directory)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(stepsIn(await collect(run.directory))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('a run that cannot go on', () => {
  it('is at work', async () => {
    const run = await startEndless(await makeHome());
    await expect(resumeFake(run.directory)).rejects.toMatchObject({
      code: 'RUN_TAKEN',
      message: expect.stringMatching(`^run '${run.id}' is at work \\(pid ${run.pid}\\)`),
    });
  });

  it('is finished', async () => {
    const run = await startFake(await makeHome(), { steps: 1, epochs: 3 });
    await collect(run.directory);
    const before = await readFile(join(run.directory, 'metrics.jsonl'), 'utf8');
    await expect(resumeFake(run.directory)).rejects.toMatchObject({
      code: 'NOTHING_TO_RESUME',
      message: expect.stringContaining(`\`hourglass resume ${run.id} --epochs 6\``),
    });
    await expect(resumeFake(run.directory, { epochs: 3 })).rejects.toMatchObject({
      code: 'NOTHING_TO_RESUME',
    });
    await expect(resumeFake(run.directory, { epochs: 4.5 })).rejects.toThrow("config 'epochs'");
    expect(await readFile(join(run.directory, 'metrics.jsonl'), 'utf8')).toBe(before);
  });

  it('is none', async () => {
    await expect(resumeFake(await makeHome())).rejects.toMatchObject({ code: 'NOT_A_RUN' });
  });

  it('is of a newer Hourglass', async () => {
    const directory = await makeRun(await makeHome());
    const path = join(directory, 'config.json');
    const config = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(
      path,
      JSON.stringify({ ...config, version: 2, hourglass: '9.0.0', train: { all: 'new' } }),
    );
    await expect(resumeFake(directory)).rejects.toMatchObject({
      code: 'CONFIG_NEWER',
      message: expect.stringContaining(
        'of a newer Hourglass (9.0.0): its version is 2, this one reads up to 1.',
      ),
    });
  });
});
