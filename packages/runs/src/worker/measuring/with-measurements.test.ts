import type { RunEnded, TrainingEvent } from '@hourglass/models/config';
import { expect, it } from 'vitest';
import { epoch, evaluation, finished, started, step } from '../../../test/helpers/events.ts';
import { type Finding, type Measurements, withMeasurements } from './with-measurements.ts';

const references: TrainingEvent = {
  type: 'references',
  time: 0.5,
  bceFloor: 0.06,
  pca: { size: 1, bce: 0.1, psnr: 20 },
};

async function* trained(end: RunEnded = finished): AsyncGenerator<TrainingEvent> {
  const events = [started, references, step(1), epoch(1), step(2), epoch(2), end];
  for (const [time, event] of events.entries()) yield { ...event, time } as TrainingEvent;
}

async function* findings(...names: string[]): AsyncGenerator<Finding> {
  for (const name of names) {
    const { time: _, ...finding } = evaluation(name, 'cosine', 0);
    yield finding;
  }
}

const measurements: Measurements = {
  baselines: () => findings('raw', 'pca'),
  afterEpoch: (epoch) => findings(`code after ${epoch}`),
  atTheEnd: (epoch) => findings(`code at ${epoch}`, 'raw at the end'),
};

async function tell(events: AsyncIterable<TrainingEvent>, seen: (name: string) => void = () => {}) {
  const names: string[] = [];
  let time = 0;
  for await (const event of events) {
    expect(event.time).toBeGreaterThanOrEqual(time);
    time = event.time;
    names.push(event.type === 'evaluation' ? event.encoder : event.type);
    if (event.type === 'run-ended') names.push(event.reason);
    seen(names.at(-1)!);
  }
  return names;
}

it('puts measurements between the events', async () => {
  const signal = new AbortController().signal;
  expect(await tell(withMeasurements(trained(), measurements, signal))).toEqual([
    'run-started',
    'references',
    'raw',
    'pca',
    'step',
    'epoch',
    'code after 1',
    'step',
    'epoch',
    'code after 2',
    'code at 2',
    'raw at the end',
    'run-ended',
    'finished',
  ]);
});

it('leaves epochs out that follow too soon upon long measurements', async () => {
  const slow = {
    ...measurements,
    async *afterEpoch(epoch: number) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      yield* measurements.afterEpoch(epoch);
    },
  };
  const names = await tell(withMeasurements(trained(), slow, new AbortController().signal));
  expect(names.filter((name) => name.startsWith('code'))).toEqual(['code after 1', 'code at 2']);
});

it('ends as stopped if the last measurements are broken off', async () => {
  const stop = new AbortController();
  const events = withMeasurements(trained(), measurements, stop.signal);
  const names = await tell(events, (name) => name === 'code at 2' && stop.abort());
  expect(names.slice(-3)).toEqual(['code at 2', 'run-ended', 'stopped']);
});

it('measures nothing at the end of a run that failed', async () => {
  const events = trained({ ...finished, reason: 'failed' });
  const names = await tell(withMeasurements(events, measurements, new AbortController().signal));
  expect(names.slice(-3)).toEqual(['code after 2', 'run-ended', 'failed']);
});

it('does not tell the end again of a run that died behind it, unless more is trained', async () => {
  async function* nothing(): AsyncGenerator<TrainingEvent> {
    yield { ...finished, time: 9 };
  }
  const signal = new AbortController().signal;
  expect(await tell(withMeasurements(nothing(), measurements, signal, true))).toEqual([
    'run-ended',
    'finished',
  ]);
  const more = await tell(withMeasurements(trained(), measurements, signal, true));
  expect(more.slice(-4)).toEqual(['code at 2', 'raw at the end', 'run-ended', 'finished']);
});
