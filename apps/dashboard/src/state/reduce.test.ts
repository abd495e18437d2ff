import type { TrainingEvent } from '@hourglass/models/config';
import { describe, expect, test } from 'vitest';
import { recordedRun } from '../../test/helpers/recorded-run.ts';
import { mostPoints } from './curve.ts';
import { epochRange } from './epoch-range.ts';
import { lossRange } from './loss-range.ts';
import { progressOf } from './progress.ts';
import {
  baselineFor,
  codeHistory,
  encodersOf,
  measuresOf,
  movedOf,
  newestEvaluation,
  shownMeasure,
} from './quality.ts';
import { reduce } from './reduce.ts';
import { initialState, type RunState } from './run-state.ts';

function after(events: readonly TrainingEvent[], from: RunState = initialState): RunState {
  return events.reduce(reduce, from);
}

const ended = {
  type: 'run-ended',
  time: 20,
  step: 100,
  epoch: 1,
  imagesPerSecond: 5e4,
  trainingSeconds: 9,
} as const;

describe('phases', () => {
  test('a run starts, trains, pauses, goes on and ends', () => {
    const [started, ...rest] = recordedRun({ epochs: 2 });
    const training = after([started!, ...rest.slice(0, 12)]);
    const phases = [initialState, after([started!]), training].map(({ phase }) => phase);
    expect(phases).toEqual(['starting', 'starting', 'training']);
    const paused = after([{ type: 'paused', time: 5, step: 100 }], training);
    expect(paused.phase).toBe('paused');
    expect(after([{ type: 'resumed', time: 6, step: 100 }], paused).phase).toBe('training');
    for (const reason of ['finished', 'stopped', 'failed', 'died'] as const) {
      expect(after([{ ...ended, reason }], paused)).toMatchObject({ phase: reason, end: { reason } });
    }
  });

  test('a step that was under way when the run paused does not wake it', () => {
    const step = { type: 'step', time: 6, step: 101, epoch: 0, loss: 0.1, imagesPerSecond: 1 } as const;
    expect(after([{ type: 'paused', time: 5, step: 100 }, step]).phase).toBe('paused');
  });

  test('an event of a kind that is not known changes nothing', () => {
    const state = after(recordedRun({ epochs: 1 }));
    expect(reduce(state, { type: 'from-the-future', time: 99 } as unknown as TrainingEvent)).toBe(state);
  });
});

test('what a teacher does is shown until it is done, and a run that goes on looks around then', () => {
  const [started, references, ...rest] = recordedRun({ epochs: 1 });
  const teacher = { type: 'teacher', time: 2, phase: 'views', done: 512, of: 3000 } as const;
  const busy = after([started!, references!, teacher]);
  expect(busy).toMatchObject({ phase: 'starting', teacher });
  const next = rest.find(({ type }) => type === 'preview' || type === 'step')!;
  expect(after([next], busy).teacher).toBeUndefined();
  expect(after([{ ...ended, reason: 'stopped' }], busy).teacher).toBeUndefined();
});

describe('progress', () => {
  test('is unknown before the run has started', () => {
    expect(progressOf(initialState)).toBeUndefined();
  });

  test('counts epochs from 1, and shares of all steps', () => {
    const half = after(recordedRun({ epochs: 4, done: 2 }));
    expect(progressOf(half)).toMatchObject({ epoch: 3, epochs: 4, done: 0.5 });
    expect(progressOf(after(recordedRun({ epochs: 4 })))).toMatchObject({
      epoch: 4,
      done: 1,
      left: undefined,
    });
  });

  test('tells the time left from the time that was spent, evaluation and all', () => {
    const half = after(recordedRun({ epochs: 4, done: 2 }));
    // Two epochs took 2 x (20 steps of 0.055 s + 0.3 s for the rest).
    expect(progressOf(half)!.left).toBeCloseTo(2.8, 0);
  });

  test('does not count pauses', () => {
    const half = after(recordedRun({ epochs: 4, done: 2 }));
    const left = progressOf(half)!.left!;
    const at = half.clock.now;
    const paused = after([{ type: 'paused', time: at, step: 938 }], half);
    expect(progressOf(paused)!.left).toBeCloseTo(left);
    const later = after([{ type: 'resumed', time: at + 1000, step: 938 }], paused);
    expect(progressOf(later)!.left).toBeCloseTo(left);
  });
});

describe('the epochs of the charts', () => {
  test('are all of them, but for a long run at its start', () => {
    expect(epochRange(after(recordedRun({ epochs: 20, done: 1 })))).toEqual([0, 20]);
    expect(epochRange(after(recordedRun({ epochs: 1000, done: 1 })))).toEqual([0, 40]);
    expect(epochRange(after(recordedRun({ epochs: 1000, done: 41 })))).toEqual([0, 80]);
    expect(epochRange(after(recordedRun({ epochs: 70, done: 41 })))).toEqual([0, 70]);
  });
});

describe('the loss', () => {
  test('keeps a bounded number of points, whatever the length of the run', () => {
    let state = after(recordedRun({ epochs: 1 }).slice(0, 1));
    for (let step = 1; step <= 5 * mostPoints; step++) {
      state = reduce(state, { type: 'step', time: step, step, epoch: 0, loss: step, imagesPerSecond: 1 });
    }
    const { points } = state.trainLoss;
    expect(points.length).toBeLessThanOrEqual(mostPoints);
    // Means of neighbours: a straight line stays one.
    expect(points.every(({ x, y }) => Math.abs(x * 469 - y) < 1e-6)).toBe(true);
    expect(points.at(-1)!.y).toBeGreaterThan(4.9 * mostPoints);
  });

  test('a loss that is no number is not drawn', () => {
    const step = { type: 'step', time: 1, step: 1, epoch: 0, loss: Number.NaN, imagesPerSecond: 1 } as const;
    expect(after([step]).trainLoss.points).toEqual([]);
  });

  test('is shown from below the floor to a good way above PCA', () => {
    expect(lossRange(initialState)).toBeUndefined();
    const [low, high] = lossRange(after(recordedRun({ epochs: 2 })))!;
    expect(low).toBeLessThan(0.0584);
    expect(high).toBeCloseTo(0.0584 + 0.09, 6);
  });

  test('is shown whole by a wider range if the net is worse than PCA', () => {
    const [, high] = lossRange(after(recordedRun({ epochs: 2 }).slice(0, 8)))!;
    expect(high).toBeGreaterThan(0.3);
  });
});

describe('quality', () => {
  const state = after(recordedRun({ epochs: 3 }));

  test('lists the code first, and every measure', () => {
    expect(encodersOf(state)).toEqual(['code', 'raw', 'pca-64']);
    expect(measuresOf(state)).toEqual(['bce', 'cosine', 'l2']);
  });

  test('shows the measure of the neighbours first, then the others in turn', () => {
    expect([0, 1, 2, 3].map((presses) => shownMeasure(state, presses))).toEqual([
      'cosine',
      'l2',
      'bce',
      'cosine',
    ]);
    expect(shownMeasure(initialState, 0)).toBe('cosine');
  });

  test('knows the newest of each', () => {
    expect(newestEvaluation(state, 'code', 'cosine')?.epoch).toBe(3);
    expect(newestEvaluation(state, 'pca-64', 'bce')).toBeUndefined();
  });

  test('keeps an evaluation over more queries out of the history, and in the summary', () => {
    const whole = { ...newestEvaluation(state, 'code', 'cosine')!, queries: 10_000, precisionAt10: 0.5 };
    const raw = { ...newestEvaluation(state, 'raw', 'cosine')!, queries: 10_000, precisionAt10: 0.4 };
    const final = after([whole, raw], state);
    expect(codeHistory(final, 'cosine').map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(baselineFor(final, 'raw', 'cosine')?.precisionAt10).toBe(0.951);
    expect(newestEvaluation(final, 'code', 'cosine')?.precisionAt10).toBe(0.5);
  });

  test('keeps moved queries out of all but their own row', () => {
    const own = newestEvaluation(state, 'code', 'cosine')!;
    const final = after([{ ...own, moved: 4, precisionAt10: 0.1 }], state);
    expect(newestEvaluation(final, 'code', 'cosine')).toEqual(own);
    expect(codeHistory(final, 'cosine')).toEqual(codeHistory(state, 'cosine'));
    expect(movedOf(final, 'code')).toBe(4);
    expect(movedOf(final, 'raw')).toBeUndefined();
    expect(newestEvaluation(final, 'code', 'cosine', 4)?.precisionAt10).toBe(0.1);
  });
});
