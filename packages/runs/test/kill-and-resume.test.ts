import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createRandom } from '@hourglass/datasets';
import { expect, it } from 'vitest';
import { readRun } from '../src/read/read-run.ts';
import { collect } from './helpers/fake-runs.ts';
import { makeHome } from './helpers/homes.ts';
import { makeSmallMnist } from './helpers/small-mnist.ts';
import { eventsOf, kill, lastNumbers, learnedBy, resumeSmall, startSmall } from './helpers/small-runs.ts';

/** As many as HOURGLASS_KILLS says: 50 take some minutes. */
const kills = Number(process.env.HOURGLASS_KILLS ?? 6);

/** When it is killed: another time in each run of this test, unless HOURGLASS_SEED says. */
const seed = Number(process.env.HOURGLASS_SEED ?? Date.now() % 2 ** 32);

it(
  `a run that is killed ${kills} times learns the same bits as one that is not (HOURGLASS_SEED=${seed})`,
  async () => {
    const home = await makeHome();
    const data = await makeSmallMnist(home);
    const config = {
      epochs: 4 + 2 * kills,
      schedule: { kind: 'cosine', warmupSteps: 50 },
      clip: { norm: 1 },
      validation: 0.2,
      checkpoints: { everySteps: 100 },
    } as const;
    const whole = await startSmall(home, data, config);
    await collect(whole.directory);
    const reference = await learnedBy(whole.directory);
    const lossAt = new Map(reference.steps);

    const random = createRandom(seed, 7, 0);
    let run = await startSmall(home, data, config);
    let done = 0;
    while (done < kills) {
      // From the loading of the data to the last measurements.
      await setTimeout(100 + random.below(2400));
      kill(run);
      await run.exited;
      const { state } = await readRun(run.directory);
      if (state === 'finished') {
        run = await startSmall(home, data, config);
        continue;
      }
      done++;
      run = await resumeSmall(run.directory);
    }
    await collect(run.directory);

    const learned = await learnedBy(run.directory);
    expect(learned.epochs).toEqual(reference.epochs);
    expect(learned.atTheEnd).toEqual(reference.atTheEnd);
    expect(reference.atTheEnd.length).toBeGreaterThan(2);
    const measured = new Map(reference.onTheWay.map((finding) => [placeOf(finding), finding]));
    for (const finding of learned.onTheWay) {
      const before = measured.get(placeOf(finding));
      if (before) expect(finding).toEqual(before);
    }
    const places = learned.onTheWay.map(placeOf);
    expect(places).toEqual([...new Set(places)]);
    expect(learned.ended).toMatchObject({ reason: 'finished', step: reference.ended.step });
    expect((await lastNumbers(run.directory)).equals(await lastNumbers(whole.directory))).toBe(true);
    const both = learned.steps.filter(([step]) => lossAt.has(step));
    expect(both.length).toBeGreaterThan(0);
    for (const [step, loss] of both) expect([step, loss]).toEqual([step, lossAt.get(step)]);
    const steps = learned.steps.map(([step]) => step);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    const events = await eventsOf(run.directory);
    const times = events.map(({ time }) => time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(events.filter(({ type }) => type === 'run-started')).toHaveLength(1);
  },
  240_000 + kills * 30_000,
);

function placeOf(finding: Awaited<ReturnType<typeof learnedBy>>['onTheWay'][number]): string {
  const encoder = finding.type === 'evaluation' ? finding.encoder : '';
  return `${finding.type} ${finding.epoch} ${encoder} ${finding.measure}`;
}

it('tells once what is measured at the end, even if it dies between its last checkpoint and its last line', async () => {
  const home = await makeHome();
  const run = await startSmall(home, await makeSmallMnist(home), { epochs: 1 });
  await collect(run.directory);
  await run.exited;
  const reference = await learnedBy(run.directory);
  const log = join(run.directory, 'metrics.jsonl');
  const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
  await writeFile(
    log,
    lines.slice(0, -1).map((line) => `${line}\n`),
  );
  await resumeSmall(run.directory);
  await collect(run.directory);
  const learned = await learnedBy(run.directory);
  expect([learned.onTheWay, learned.atTheEnd]).toEqual([reference.onTheWay, reference.atTheEnd]);
  expect(learned.ended).toMatchObject({ reason: 'finished', step: reference.ended.step });
});
