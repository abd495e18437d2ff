import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readRun } from '../src/read/read-run.ts';
import { filesIn } from './helpers/damage.ts';
import { collect, resumeFake, startFake } from './helpers/fake-runs.ts';
import { makeHome } from './helpers/homes.ts';
import { makeSmallMnist } from './helpers/small-mnist.ts';
import { lastNumbers, resumeSmall, startSmall } from './helpers/small-runs.ts';

async function changeOnePixel(folder: string): Promise<void> {
  const path = join(folder, 'train-images-idx3-ubyte');
  const bytes = await readFile(path);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(path, bytes);
}

it('config and checkpoint know the data by their checksum, and a run does not go on with others', async () => {
  const home = await makeHome();
  const data = await makeSmallMnist(home);
  const run = await startSmall(home, data, { epochs: 1 });
  await collect(run.directory);
  await run.exited;
  const { config } = await readRun(run.directory);
  expect(config.data).toEqual({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), train: 800, test: 200 });
  const before = await filesIn(run.directory);
  expect(JSON.parse(String(before.get('checkpoints/100/config.json')))).toEqual(config);

  await changeOnePixel(data);
  await expect(resumeSmall(run.directory, { epochs: 2 })).rejects.toMatchObject({
    code: 'DATA_CHANGED',
    message:
      `run '${run.id}' does not go on: the data are not those that the run was trained on (not one by one the same). ` +
      `Bring them back, or go on with these: \`hourglass resume ${run.id} --changed-data\`.`,
  });
  // It is as finished as before.
  const after = await filesIn(run.directory);
  for (const [name, bytes] of before)
    if (name !== 'worker.log') expect([name, after.get(name)]).toEqual([name, bytes]);
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  expect(await readRun(run.directory)).toMatchObject({ state: 'finished' });

  await changeOnePixel(data);
  await resumeSmall(run.directory, { epochs: 2 });
  expect((await collect(run.directory)).at(-1)).toMatchObject({ reason: 'finished', epoch: 2 });
});

it('goes on with other data if it is told to, says so, and knows them from then on', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const { directory, exited } = await startFake(await makeHome(), { steps: 3 });
  await collect(directory);
  await exited;
  vi.stubEnv('FAKE_DATA', 'another');
  await expect(resumeFake(directory, { epochs: 2 })).rejects.toMatchObject({ code: 'DATA_CHANGED' });
  await resumeFake(directory, { epochs: 2, changedData: true });
  const events = await collect(directory);
  expect(events.filter(({ type }) => type === 'warning')).toMatchObject([
    {
      message:
        'the data are not those that the run was trained on (not one by one the same); the run goes on with them, as it was told.',
    },
  ]);
  const { config, id } = await readRun(directory);
  expect([id, config.data?.sha256]).toEqual([basename(directory), 'another']);
  await resumeFake(directory, { epochs: 3 });
  expect((await collect(directory)).at(-1)).toMatchObject({ reason: 'finished', epoch: 3 });
});

it('is repeated on the same data only, and where they are others nothing is left of the try', async () => {
  const home = await makeHome();
  const data = await makeSmallMnist(home);
  const run = await startSmall(home, data, { epochs: 1 });
  await collect(run.directory);
  const { config } = await readRun(run.directory);
  const runs = await makeHome();
  const again = (wanted = config.data) => startSmall(runs, data, config.train, wanted);
  const repeated = await again();
  await collect(repeated.directory);
  expect(await lastNumbers(repeated.directory)).toEqual(await lastNumbers(run.directory));
  expect((await readRun(repeated.directory)).config.data).toEqual(config.data);

  await changeOnePixel(data);
  await expect(again()).rejects.toMatchObject({
    code: 'DATA_CHANGED',
    message:
      'the run does not begin: the data are not those that the run was trained on (not one by one the same). ' +
      'Bring them back, or go on with these: `hourglass train … --changed-data`.',
  });
  expect(await readdir(runs)).toEqual([repeated.id]);
  const other = await startSmall(runs, data, config.train);
  await collect(other.directory);
  expect((await readRun(other.directory)).config.data?.sha256).not.toBe(config.data?.sha256);
});

it('leaves a run as it was if its data cannot be read', async () => {
  const home = await makeHome();
  const run = await startSmall(home, await makeSmallMnist(home), { epochs: 1 });
  await collect(run.directory);
  await run.exited;
  const { state, summary } = await readRun(run.directory);
  await writeFile(join(home, 'data', 'train-images-idx3-ubyte'), 'no pictures');
  await expect(resumeSmall(run.directory, { epochs: 2 })).rejects.toMatchObject({
    code: 'START_FAILED',
    message: expect.stringContaining('train-images-idx3-ubyte'),
  });
  expect(await readRun(run.directory)).toMatchObject({ state, summary });
});
