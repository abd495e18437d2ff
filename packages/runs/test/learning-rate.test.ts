import { expect, it } from 'vitest';
import { findCheckpoint } from '../src/checkpoints/find-checkpoint.ts';
import { readRun } from '../src/read/read-run.ts';
import { steerRun } from '../src/read/steer-run.ts';
import { collect } from './helpers/fake-runs.ts';
import { makeHome } from './helpers/homes.ts';
import { makeSmallMnist } from './helpers/small-mnist.ts';
import { eventsOf, kill, resumeSmall, startSmall } from './helpers/small-runs.ts';

const rateIn = (files: Readonly<Record<string, Uint8Array>> | undefined) =>
  JSON.parse(Buffer.from(files!['training.json']!).toString()).learningRate;

it('that was changed in a live run is told, and survives its death', async () => {
  const home = await makeHome();
  const run = await startSmall(home, await makeSmallMnist(home), { epochs: 1000 });
  await collect(run.directory, async (event) => {
    if (event.type === 'epoch' && event.epoch === 1) await steerRun(run.directory, { learningRate: 0.0005 });
    if (event.type === 'checkpoint') kill(run);
  });
  await run.exited;
  const resumed = await resumeSmall(run.directory);
  await collect(resumed.directory, (event) => event.type === 'continued' && steerRun(run.directory, 'stop'));
  const events = await eventsOf(run.directory);
  expect(events.filter(({ type }) => type === 'learning-rate')).toMatchObject([{ learningRate: 0.0005 }]);
  const { newest } = await findCheckpoint(run.directory);
  expect(rateIn(newest?.files)).toBe(0.0005);
});

it('that was too large ends the run, keeps the checkpoint before, and can be made good', async () => {
  const home = await makeHome();
  const run = await startSmall(home, await makeSmallMnist(home), { epochs: 30, evaluateEvery: 10 });
  const events = await collect(run.directory, async (event) => {
    if (event.type === 'epoch' && event.epoch === 1) await steerRun(run.directory, { learningRate: 1e38 });
  });
  expect(events.at(-1)).toMatchObject({
    reason: 'failed',
    message: expect.stringContaining('Try a smaller learning rate.'),
  });
  expect(await run.exited).toMatchObject({ code: 1 });
  const { newest, damaged } = await findCheckpoint(run.directory);
  const values = new Float32Array(new Uint8Array(newest!.files['weights.bin']!).buffer);
  expect([values.every(Number.isFinite), damaged]).toEqual([true, []]);

  await resumeSmall(run.directory, { learningRate: 0.004 });
  await collect(run.directory);
  const { state, summary } = await readRun(run.directory);
  expect({ state, epoch: summary.ended?.epoch }).toEqual({ state: 'finished', epoch: 30 });
  expect(summary.lastEpoch!.testBce).toBeLessThan(0.4);
});
