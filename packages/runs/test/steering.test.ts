import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readLock } from '../src/files/lock-file.ts';
import { readRun } from '../src/read/read-run.ts';
import { steerRun } from '../src/read/steer-run.ts';
import { collect, startEndless, startFake, typesOf } from './helpers/fake-runs.ts';
import { makeHome, makeRun } from './helpers/homes.ts';

async function metricsSize(directory: string): Promise<number> {
  return (await stat(join(directory, 'metrics.jsonl'))).size;
}

describe('steerRun', () => {
  it('pauses, resumes and stops', async () => {
    const run = await startEndless(await makeHome());
    const events = await collect(run.directory, async (event) => {
      if (event.type === 'step' && event.step === 2) await steerRun(run.directory, 'pause');
      if (event.type === 'resumed') await steerRun(run.directory, 'stop');
      if (event.type !== 'paused') return;
      const before = await metricsSize(run.directory);
      await setTimeout(300);
      expect(await metricsSize(run.directory)).toBe(before);
      expect((await readRun(run.directory)).summary.paused).toBe(true);
      await steerRun(run.directory, 'resume');
    });
    const types = typesOf(events);
    expect(types.filter((type) => type !== 'step')).toEqual([
      'run-started',
      'paused',
      'resumed',
      'checkpoint',
      'run-ended',
    ]);
    expect(await run.exited).toMatchObject({ code: 0, signal: null });
  });

  it('goes on by a step, writes a checkpoint and learns at another rate while it is paused', async () => {
    const run = await startEndless(await makeHome());
    let paused = false;
    let stepped: number | undefined;
    let asked = false;
    const events = await collect(run.directory, async (event) => {
      if (event.type === 'run-started') await steerRun(run.directory, 'pause');
      if (event.type === 'paused' && !paused) {
        paused = true;
        await steerRun(run.directory, 'step');
      }
      if (event.type === 'step' && paused && stepped === undefined) {
        stepped = event.step;
        await steerRun(run.directory, 'checkpoint');
      }
      if (event.type === 'checkpoint' && event.step === stepped && !asked) {
        asked = true;
        await steerRun(run.directory, { learningRate: 0.5 });
      }
      if (event.type === 'learning-rate') await steerRun(run.directory, 'stop');
    });
    // Steps before the pause took hold are not counted, nor that it is paused again after one.
    const since = events.slice(events.findIndex(({ type }) => type === 'paused'));
    const rest = since.filter(({ type }) => type !== 'paused');
    expect(typesOf(rest).slice(0, 3)).toEqual(['step', 'checkpoint', 'learning-rate']);
    expect(rest[2]).toMatchObject({ step: stepped, learningRate: 0.5 });
    expect(typesOf(rest).filter((type) => type === 'step')).toHaveLength(1);
  });

  it('refuses a step of a run that is not paused', async () => {
    const run = await startEndless(await makeHome());
    await expect(steerRun(run.directory, 'step')).rejects.toMatchObject({
      code: 'COMMAND_REFUSED',
      message: expect.stringContaining('refused to step: it is not paused.'),
    });
  });

  it('stops a paused run', async () => {
    const run = await startEndless(await makeHome());
    await steerRun(run.directory, 'pause');
    const events = await collect(
      run.directory,
      ({ type }) => type === 'paused' && steerRun(run.directory, 'stop'),
    );
    expect(events.at(-1)).toMatchObject({ reason: 'stopped' });
  });

  it('says that a run is over', async () => {
    const run = await startFake(await makeHome(), { steps: 1 });
    await collect(run.directory);
    await expect(steerRun(run.directory, 'stop')).rejects.toMatchObject({
      code: 'RUN_OVER',
      message: expect.stringContaining(`run '${run.id}' is over (finished), so it cannot stop`),
    });
  });

  it('says that a run died', async () => {
    const run = await startEndless(await makeHome());
    process.kill(run.pid, 'SIGKILL');
    await run.exited;
    await expect(steerRun(run.directory, 'pause')).rejects.toMatchObject({
      code: 'RUN_OVER',
      message: expect.stringContaining('is over (died)'),
    });
  });

  it('gives a run that does not answer two seconds', async () => {
    const directory = await makeRun(await makeHome(), {
      lock: { pid: 1, control: 'mute.sock', startTicks: null },
    });
    const mute = createServer().listen(join(directory, 'mute.sock'));
    onTestFinished(() => void mute.close());
    await once(mute, 'listening');
    await expect(steerRun(directory, 'pause')).rejects.toMatchObject({ code: 'RUN_SILENT' });
  });

  it('refuses what is no run', async () => {
    await expect(steerRun(await makeHome(), 'stop')).rejects.toMatchObject({ code: 'NOT_A_RUN' });
  });
});

describe('the control socket', () => {
  it.skipIf(process.platform === 'win32')('is for its user only', async () => {
    const run = await startEndless(await makeHome());
    const { mode } = await stat(join(run.directory, 'control.sock'));
    expect((mode & 0o777).toString(8)).toBe('600');
    expect((await stat(join(run.directory, 'metrics.jsonl'))).mode & 0o600).toBe(0o600);
  });

  it('moves to a short path when the run directory has a long one', async () => {
    const home = join(await makeHome(), 'a-long-name'.repeat(10));
    const run = await startEndless(home);
    const { control } = (await readLock(run.directory))!;
    expect(control).toMatch(/hourglass-[0-9a-f]{12}\.sock$/);
    expect((await stat(control)).mode & 0o777).toBe(0o600);
    await steerRun(run.directory, 'stop');
    await run.exited;
    await expect(readFile(control)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
