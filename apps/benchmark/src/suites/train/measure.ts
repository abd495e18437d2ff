import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatRate } from '@hourglass/viz';
import type { SuiteEvent, SuiteOptions } from '../suite.ts';
import { progress } from '../suite.ts';
import { choose } from './choose.ts';
import { type Contender, obstacleTo, takesPart } from './contenders.ts';
import type { Exercise } from './exercises.ts';
import { nets } from './nets.ts';
import { factsOf, loadPictures, type Pictures } from './pictures.ts';
import { writePlan } from './plan.ts';
import type { TrainRow } from './row.ts';
import { sizes, type TrainSizes } from './sizes.ts';
import { type Entry, enter, rounds } from './turns.ts';
import { drawWeights } from './weights.ts';

type Event = SuiteEvent<TrainRow>;

const settings = { learningRate: 0.001, seed: 1 } as const;
/** Different batches, taken in turn. */
const BATCHES = 16;

/** Exercise by exercise: every contender does it first for the proof, then in turn for the time. */
export async function* measureTrain({ mode, dataDir, only = [] }: SuiteOptions): AsyncGenerator<Event> {
  const size = sizes[mode];
  const threads = availableParallelism();
  const { exercises, contenders, python } = await choose(only, size.contenders);
  const pictures = await loadPictures(dataDir, size.batchSize * BATCHES);
  yield {
    type: 'setup',
    dataset: factsOf(pictures),
    config: { ...settings, ...size, batches: BATCHES, threads, optimizer: 'adam', loss: 'bce', only, python },
  };
  for (const exercise of exercises) yield* measureExercise(exercise, contenders, pictures, size, threads);
}

async function* measureExercise(
  asked: Exercise,
  contenders: readonly Contender[],
  pictures: Pictures,
  size: TrainSizes,
  threads: number,
): AsyncGenerator<Event> {
  const exercise = { ...asked, batchSize: Math.min(asked.batchSize, size.batchSize) };
  const { name, task, preset, batchSize, stepsPerCall } = exercise;
  const net = nets[exercise.net];
  const { name: dataset, pixels } = pictures[exercise.dataset];
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-train-'));
  const entries: Entry[] = [];
  const rows = new Map<string, TrainRow>();
  try {
    const { learningRate, seed } = settings;
    const plan = { net, task, preset, batchSize, stepsPerCall, threads, learningRate };
    await writePlan(folder, plan, drawWeights(net, seed), pixels);
    for (const contender of contenders.filter((each) => takesPart(each, exercise))) {
      const row = {
        name: `${name}, ${contender.name}`,
        exercise: name,
        contender: contender.name,
        rounds: [],
      };
      const obstacle = obstacleTo(contender, exercise, net);
      if (obstacle !== undefined) {
        rows.set(contender.name, { ...row, skipped: obstacle });
        continue;
      }
      yield progress(`${row.name}: starting, and ${exercise.proofSteps} steps for the proof`);
      try {
        entries.push(await enter(contender, exercise, net, folder, size));
      } catch (error) {
        rows.set(contender.name, { ...row, failed: (error as Error).message });
        yield progress(`${row.name}: failed: ${(error as Error).message}`);
      }
    }
    for await (const round of rounds(entries, size)) {
      const speeds = round.map(
        ({ name: who, steps, seconds }) => `${who} ${formatRate((steps * batchSize) / seconds, 'img')}`,
      );
      yield progress(`${name}: ${speeds.join(', ')}`);
    }
    for (const entry of entries) {
      const { contender, process, started, trial, proved, rounds, memoryBytes } = entry;
      const { way } = started;
      rows.set(contender.name, {
        name: `${name}, ${contender.name}`,
        exercise: name,
        contender: contender.name,
        dataset,
        batchSize,
        threads: started.threads,
        ...(way === undefined ? {} : { way }),
        ...(trial === undefined ? {} : { tried: trial.tried }),
        ...(proved.proof === undefined ? {} : { proof: proved.proof }),
        rounds,
        memoryBytes,
        restCores: process.restCores,
      });
    }
  } finally {
    for (const { process } of entries) process.stop();
    await rm(folder, { recursive: true, force: true });
  }
  for (const { name: who } of contenders) {
    const row = rows.get(who);
    if (row) yield { type: 'row', row };
  }
}
