import { mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingEvent } from '@hourglass/models/config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCheckpoint } from '../src/checkpoints/find-checkpoint.ts';
import { readRun } from '../src/read/read-run.ts';
import { anyDamage, copyOf, filesIn, inflict } from './helpers/damage.ts';
import { collect, resumeFake, startFake, typesOf } from './helpers/fake-runs.ts';
import { makeHome } from './helpers/homes.ts';
import { makeSmallMnist } from './helpers/small-mnist.ts';
import { eventsOf, kill, lastNumbers, learnedBy, resumeSmall, startSmall } from './helpers/small-runs.ts';

const stepsIn = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === 'step' ? [event.step] : []));

const warningsIn = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));

/** A run of 12 steps that has ended, with checkpoints at 3, 6, 9 and 12, all of which it keeps. */
async function endedRun(home: string): Promise<string> {
  const run = await startFake(home, { steps: 12, everySteps: 3, keep: 100 });
  await collect(run.directory);
  await run.exited;
  return run.directory;
}

async function goneOn(directory: string): Promise<TrainingEvent[]> {
  const run = await resumeFake(directory, { epochs: 2 });
  const events = await collect(directory);
  expect(await run.exited).toMatchObject({ code: 0 });
  return events;
}

it('goes on from the newest whole checkpoint, whatever was lost, and loses no whole one', async () => {
  const home = await makeHome();
  const original = await endedRun(home);
  const names = [...(await filesIn(original)).keys()];
  const damages = fc.array(anyDamage, { minLength: 1, maxLength: 8 });
  for (const [i, all] of fc.sample(damages, { seed: 16, numRuns: 6 }).entries()) {
    const copy = await copyOf(original, home, `copy-${i}`);
    for (const damage of all) await inflict(damage, copy, names);
    const before = await filesIn(copy);
    const { newest, older } = await findCheckpoint(copy);
    const from = newest?.event.step ?? 0;
    const events = await goneOn(copy);
    const case_ = JSON.stringify(all);
    expect(events.at(-1), case_).toMatchObject({ type: 'run-ended', reason: 'finished', step: 24 });
    expect(
      stepsIn(events).filter((step) => step > from),
      case_,
    ).toEqual(Array.from({ length: 24 - from }, (_, n) => from + 1 + n));
    expect(
      typesOf(events).filter((type) => type === 'run-started'),
      case_,
    ).toHaveLength(1);
    const after = await filesIn(copy);
    for (const name of [...(newest ? [newest.name] : []), ...older]) {
      const path = `checkpoints/${name}/place.json`;
      expect(after.get(path), case_).toEqual(before.get(path));
    }
    expect(await readRun(copy), case_).toMatchObject({ state: 'finished' });
  }
}, 480_000);

describe('a run whose metrics.jsonl', () => {
  it.each([
    ['is gone', (path: string) => rm(path)],
    ['is empty', (path: string) => truncate(path, 0)],
    ['is cut', (path: string) => truncate(path, 700)],
    ['is another file', (path: string) => writeFile(path, 'PNG\n\n\u0000')],
  ])('%s keeps its weights and goes on from them, with a warning', async (_, lose) => {
    const directory = await endedRun(await makeHome());
    await lose(join(directory, 'metrics.jsonl'));
    expect((await readRun(directory)).summary.ended?.message).toContain('lost, cut or edited');
    const events = await goneOn(directory);
    expect(typesOf(events).slice(0, 1)).toEqual(['run-started']);
    expect(events.find(({ type }) => type === 'continued')).toMatchObject({ step: 12 });
    expect(warningsIn(events)).toEqual([
      'metrics.jsonl was lost, cut or edited: not all that was told is in it; the run goes on from step 12, for its weights are whole.',
    ]);
    expect(stepsIn(events).slice(-12)).toEqual([13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
    expect([...(await filesIn(directory)).keys()].filter((name) => name.endsWith('place.json'))).toHaveLength(
      8,
    );
  });
});

it('begins anew if no checkpoint is whole, and leaves what is left of them and of its log', async () => {
  const directory = await endedRun(await makeHome());
  const told = (await filesIn(directory)).get('metrics.jsonl');
  for (const step of [3, 6, 9, 12])
    await truncate(join(directory, 'checkpoints', `${step}`, 'manifest.json'), 9);
  const events = await goneOn(directory);
  expect(stepsIn(events)[0]).toBe(1);
  expect(warningsIn(events)[0]).toBe(
    'a checkpoint is damaged (checkpoints/12: manifest.json is cut short or of another version); the run begins anew.',
  );
  expect((await filesIn(directory)).get('metrics.jsonl.damaged')).toEqual(told);
});

describe('a run whose config.json', () => {
  it.each([
    ['is gone', (path: string) => rm(path), /not a run: there is no config\.json in it/],
    ['is cut', (path: string) => truncate(path, 200), /config\.json: .*JSON/],
    ['says what cannot be', (path: string) => writeFile(path, '{"version":1}'), /'hourglass'/],
  ])(
    '%s is known by the copy in its newest checkpoint, and gets it back when it goes on',
    async (_, lose, what) => {
      const directory = await endedRun(await makeHome());
      const path = join(directory, 'config.json');
      const before = JSON.parse(await readFile(path, 'utf8'));
      await lose(path);
      const { config, warnings } = await readRun(directory);
      expect(config).toEqual(before);
      expect(warnings).toEqual([
        expect.stringMatching(/^config\.json is lost .* the copy in checkpoints\/12 is taken\.$/),
      ]);
      expect(warnings[0]).toMatch(what);
      expect(warningsIn(await goneOn(directory))).toEqual(warnings);
      expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
        ...before,
        train: { ...before.train, epochs: 2 },
      });
    },
  );

  it('has a byte order mark is read', async () => {
    const directory = await endedRun(await makeHome());
    const path = join(directory, 'config.json');
    await writeFile(path, `\uFEFF${await readFile(path, 'utf8')}`);
    expect(await readRun(directory)).toMatchObject({ state: 'finished', warnings: [] });
  });
});

it('puts in its place what a process left that died between two renames', async () => {
  const directory = await endedRun(await makeHome());
  const parent = join(directory, 'checkpoints');
  await rename(join(parent, '12'), join(parent, '12.old'));
  await mkdir(join(parent, '12'));
  const events = await goneOn(directory);
  expect(events.find(({ type }) => type === 'continued')).toMatchObject({ step: 12 });
  expect([...(await filesIn(parent)).keys()]).toContain('12/place.json');
});

it('learns the same bits on a run whose log was lost', async () => {
  const home = await makeHome();
  const data = await makeSmallMnist(home);
  const config = { epochs: 4, checkpoints: { everySteps: 100 } };
  const whole = await startSmall(home, data, config);
  await collect(whole.directory);
  const run = await startSmall(home, data, config);
  await collect(run.directory, ({ type }) => type === 'checkpoint' && kill(run));
  await run.exited;
  await rm(join(run.directory, 'metrics.jsonl'));
  await resumeSmall(run.directory);
  await collect(run.directory);
  const events = await eventsOf(run.directory);
  expect(typesOf(events).slice(0, 4)).toEqual(['run-started', 'checkpoint', 'continued', 'warning']);
  expect(typesOf(events).filter((type) => type === 'references')).toHaveLength(1);
  const [learned, reference] = [await learnedBy(run.directory), await learnedBy(whole.directory)];
  expect(learned.epochs).toEqual(reference.epochs.slice(-learned.epochs.length));
  expect((await lastNumbers(run.directory)).equals(await lastNumbers(whole.directory))).toBe(true);
});
