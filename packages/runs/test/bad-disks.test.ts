import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveTrainConfig } from '@hourglass/models/config';
import { describe, expect, it } from 'vitest';
import { findCheckpoint } from '../src/checkpoints/find-checkpoint.ts';
import { steerRun } from '../src/read/steer-run.ts';
import { startRunWith } from '../src/start/start-run.ts';
import { collect, fakeWorker, startEndless } from './helpers/fake-runs.ts';
import { makeHome } from './helpers/homes.ts';
import { canMount, makeReadOnly, smallDisk } from './helpers/small-disk.ts';
import { makeSmallMnist } from './helpers/small-mnist.ts';
import { kill, lastNumbers, learnedBy, resumeSmall, startSmall } from './helpers/small-runs.ts';

/** Fills a disk up to so many bytes. @returns what makes room again. */
async function fill(disk: string, left: number): Promise<() => Promise<void>> {
  const { bavail, bsize } = await statfs(disk);
  const filler = join(disk, 'filler');
  await writeFile(filler, new Uint8Array(bavail * bsize - left));
  return () => rm(filler);
}

describe.skipIf(!canMount)('a full disk', () => {
  // A checkpoint of this net has 86 KB, the events of an epoch about 80.
  const endless = { epochs: 1000, previewSeconds: 1000, evaluateEvery: 1000 };

  it('is told, the run goes on, and the checkpoint before stays whole', async () => {
    const disk = await smallDisk(8192);
    const run = await startSmall(disk, await makeSmallMnist(await makeHome()), endless);
    let empty: (() => Promise<void>) | undefined;
    const order: string[] = [];
    let stopped = false;
    await collect(run.directory, async (event) => {
      if (['checkpoint', 'warning', 'run-ended'].includes(event.type)) order.push(event.type);
      if (event.type === 'references') await steerRun(run.directory, 'pause');
      if (event.type === 'paused' && !stopped) await goOnAndWrite(run.directory);
      if (event.type === 'checkpoint' && !empty) {
        empty = await fill(disk, 60_000);
        await goOnAndWrite(run.directory);
      }
      if (event.type !== 'warning' || !event.message.includes('could not be written')) return;
      expect(event.message).toMatch(
        /^the checkpoint of step \d+ could not be written: the disk is full \(ENOSPC\)\./,
      );
      const { newest, damaged } = await findCheckpoint(run.directory);
      expect([newest?.event.step, damaged]).toEqual([expect.any(Number), []]);
      await empty?.();
      stopped = true;
      await steerRun(run.directory, 'stop');
    });
    expect(order.slice(-4)).toEqual(['checkpoint', 'warning', 'checkpoint', 'run-ended']);
    expect(await run.exited).toMatchObject({ code: 0 });
  });

  it('at the end is a failure, for what was learned would be lost', async () => {
    const disk = await smallDisk(8192);
    const run = await startSmall(disk, await makeSmallMnist(await makeHome()), endless);
    let stepped = false;
    const events = await collect(run.directory, async (event) => {
      if (event.type === 'references') await steerRun(run.directory, 'pause');
      // After a step it pauses again, perhaps when the run is over already.
      if (event.type === 'paused' && !stepped) {
        stepped = true;
        await steerRun(run.directory, 'step');
      }
      if (event.type !== 'step' || !stepped) return;
      await fill(disk, 60_000);
      await steerRun(run.directory, 'stop');
    });
    expect(events.at(-1)).toMatchObject({
      reason: 'failed',
      message: expect.stringMatching(/^the checkpoint of step \d+ could not be written: the disk is full/),
    });
    expect(await run.exited).toMatchObject({ code: 1 });
  });
});

async function goOnAndWrite(directory: string): Promise<void> {
  await steerRun(directory, 'step');
  await steerRun(directory, 'checkpoint');
}

describe.skipIf(!canMount)('a disk that cannot be written', () => {
  it('is named by who wants to start or to resume there', async () => {
    const disk = await smallDisk(4096);
    const run = await startEndless(disk);
    kill(run);
    await run.exited;
    makeReadOnly(disk);
    await expect(resumeSmall(run.directory)).rejects.toMatchObject({
      code: 'RUN_UNWRITABLE',
      message: `run '${run.id}' cannot go on: ${run.directory} cannot be written: read-only file system (EROFS).`,
    });
    await expect(startRunWith(fakeWorker, resolveTrainConfig(), { home: disk })).rejects.toMatchObject({
      code: 'HOME_UNWRITABLE',
    });
  });
});

it('two runs at once in one home leave each other alone', async () => {
  const home = await makeHome();
  const data = await makeSmallMnist(home);
  const config = { epochs: 6, checkpoints: { everySteps: 50 } };
  const [one, other] = await Promise.all([
    startSmall(home, data, config),
    startSmall(home, data, { ...config, seed: 2 }),
  ]);
  const first = collect(one.directory);
  await collect(other.directory, ({ type }) => type === 'epoch' && kill(other));
  await other.exited;
  const resumed = await resumeSmall(other.directory);
  await collect(resumed.directory);
  await first;
  for (const [seed, { directory }] of [[1, one] as const, [2, other] as const]) {
    const alone = await startSmall(await makeHome(), data, { ...config, seed });
    await collect(alone.directory);
    expect((await learnedBy(directory)).epochs).toEqual((await learnedBy(alone.directory)).epochs);
    expect((await lastNumbers(directory)).equals(await lastNumbers(alone.directory))).toBe(true);
  }
});
