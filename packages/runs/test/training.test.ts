import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type EvaluationEvent,
  resolveTrainConfig,
  type TrainConfigInput,
  type TrainingEvent,
} from '@hourglass/models/config';
import { withoutHook } from '@hourglass/test-fixtures';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readRun } from '../src/read/read-run.ts';
import { steerRun } from '../src/read/steer-run.ts';
import { type StartedRun, startRunWith } from '../src/start/start-run.ts';
import { collect, typesOf } from './helpers/fake-runs.ts';
import { makeHome } from './helpers/homes.ts';
import { makeSmallMnist } from './helpers/small-mnist.ts';

const worker = join(import.meta.dirname, '..', 'dist', 'worker', 'main.js');

async function startReal(epochs: number, dataDir?: string): Promise<StartedRun> {
  const home = await makeHome();
  return start({ preset: 'mnist-64-shallow', epochs }, home, dataDir ?? (await makeSmallMnist(home)));
}

async function start(config: TrainConfigInput, home: string, dataDir?: string): Promise<StartedRun> {
  const run = await startRunWith(worker, resolveTrainConfig(config), { home, dataDir });
  onTestFinished(() => {
    try {
      process.kill(run.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  });
  return run;
}

/** What comes at fixed places. */
function storyOf(events: readonly TrainingEvent[]): string[] {
  return typesOf(events).filter((type) => !['step', 'preview', 'evaluation'].includes(type));
}

const isEvaluation = (event: TrainingEvent): event is EvaluationEvent => event.type === 'evaluation';

it('trains, measures, and leaves a checkpoint', async () => {
  const run = await startReal(2);
  const events = await collect(run.directory);
  // The second epoch follows too soon upon the measurements of the first to have its own.
  expect(storyOf(events)).toEqual([
    'run-started',
    'warning',
    'references',
    'epoch',
    'neighbours',
    'neighbours',
    'epoch',
    'neighbours',
    'neighbours',
    'checkpoint',
    'run-ended',
  ]);
  expect(
    events
      .filter(isEvaluation)
      .map(({ encoder, measure, epoch, moved }) => `${encoder} ${measure} ${epoch}${moved ? ', moved' : ''}`),
  ).toEqual([
    'raw cosine 0',
    'raw bce 0',
    'pca-64 cosine 0',
    'code cosine 1',
    'code bce 1',
    'code cosine 2',
    'code bce 2',
    'code cosine 2, moved',
    'code bce 2, moved',
    'pca-64 cosine 0',
    'raw cosine 0',
    'raw bce 0',
    'raw cosine 0, moved',
    'raw bce 0, moved',
  ]);
  const times = events.map((event) => event.time);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const { summary } = await readRun(run.directory);
  for (const { encoder, moved, items, queries, precisionAt10, knnAccuracy } of summary.evaluations) {
    const someOf = moved ? encoder === 'code' : encoder === 'raw';
    expect({ items, queries }).toEqual({ items: 800, queries: someOf ? 40 : 200 });
    // Dense codes and raw pixels do not find a digit that was moved.
    const [least, most] = moved ? [0, 0.8] : [0.2, 1];
    expect(precisionAt10).toBeGreaterThan(least!);
    expect(precisionAt10).toBeLessThanOrEqual(most!);
    expect(knnAccuracy).toBeLessThanOrEqual(1);
  }
  expect(await readdir(join(run.directory, summary.checkpoint!.path))).toEqual([
    'config.json',
    'manifest.json',
    'optimizer.bin',
    'training.json',
    'weights.bin',
    'weights.json',
  ]);
  expect(await run.exited).toEqual({ code: 0, signal: null, stderr: '' });
});

it('trains on the small CIFAR-100 where the whole is not to be had, and says so', async () => {
  vi.stubEnv('HOURGLASS_OFFLINE', '1');
  vi.stubEnv('HOURGLASS_DATA_DIR', '');
  const home = await makeHome();
  vi.stubEnv('HOURGLASS_CACHE', join(home, 'cache'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const net = { kind: 'dense' as const, hidden: [], codeSize: 8 };
  const run = await start({ preset: 'cifar100-512-shallow', net, epochs: 1 }, home);
  const events = await collect(run.directory);
  expect(events[0]).toMatchObject({ dataset: 'cifar100-mini', trainCount: 5000, shape: [32, 32, 3] });
  expect(events[1]).toMatchObject({ type: 'warning' });
  expect('message' in events[1]! && events[1].message).toContain('hourglass data get cifar100');
  expect(events.at(-1)).toMatchObject({ type: 'run-ended', reason: 'finished' });
});

it('trains on wasm, and says so, where nobody asked for an engine and the native one does not load', async () => {
  vi.stubEnv('HOURGLASS_ENGINE', '');
  vi.stubEnv('NODE_OPTIONS', `--import ${withoutHook}`);
  vi.stubEnv('WITHOUT', 'onnxruntime-node');
  onTestFinished(() => void vi.unstubAllEnvs());
  const run = await startReal(1);
  const events = await collect(run.directory);
  expect(events[0]).toMatchObject({ type: 'run-started', engine: 'wasm' });
  const said = events.filter((event) => event.type === 'warning').map(({ message }) => message);
  expect(said.filter((message) => message.startsWith("Graphs run on 'wasm': "))).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: 'run-ended', reason: 'finished' });
});

it('shows neighbours of different classes, by each measure that it evaluates', async () => {
  const run = await startReal(1);
  const events = await collect(run.directory);
  const all = events.filter((event) => event.type === 'neighbours');
  const evaluated = events.filter(isEvaluation).filter(({ encoder, moved }) => encoder === 'code' && !moved);
  expect(all.map(({ measure }) => measure)).toEqual(evaluated.map(({ measure }) => measure));
  const [byCosine, byBce] = all.map(({ rows }) => rows.map(({ ids }) => ids));
  expect(byCosine).not.toEqual(byBce);
  for (const neighbours of all) {
    expect(neighbours).toMatchObject({ k: 8, shape: [28, 28, 1] });
    expect(neighbours.classNames).toHaveLength(10);
    expect(neighbours.rows.map(({ query }) => query.label)).toEqual([7, 2, 1, 0, 4, 9]);
    for (const { query, ids, labels, distances, pixels } of neighbours.rows) {
      expect([ids.length, labels.length, distances.length]).toEqual([8, 8, 8]);
      expect(distances).toEqual(distances.toSorted((a, b) => a - b));
      expect(Buffer.from(query.pixels, 'base64')).toHaveLength(784);
      expect(Buffer.from(pixels, 'base64')).toHaveLength(8 * 784);
    }
  }
});

it('pauses and stops', async () => {
  const run = await startReal(100_000);
  const events = await collect(run.directory, async ({ type }) => {
    if (type === 'neighbours') await steerRun(run.directory, 'pause').catch(() => {});
    if (type === 'paused') await steerRun(run.directory, 'stop');
  });
  expect(storyOf(events).slice(-3)).toEqual(['paused', 'checkpoint', 'run-ended']);
  expect(events.at(-1)).toMatchObject({ reason: 'stopped' });
});

it('says what is wrong with the data', async () => {
  const nowhere = join(await makeHome(), 'nowhere');
  const run = await startReal(1, nowhere);
  expect(await collect(run.directory)).toMatchObject([
    { type: 'run-ended', reason: 'failed', message: expect.stringContaining(nowhere), step: 0, epoch: 0 },
  ]);
  expect(await run.exited).toMatchObject({ code: 1, stderr: expect.stringContaining('DatasetError') });
});
