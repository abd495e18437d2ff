import type { TrainingEvent } from '@hourglass/models/config';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedRun } from '../../test/helpers/recorded-run.ts';
import { emptyCurve, extendCurve, type Point } from './curve.ts';
import { mostLines } from './log.ts';
import { mostPreviews } from './previews.ts';
import { reduce } from './reduce.ts';
import { initialState, type RunState } from './run-state.ts';
import { smooth } from './smooth.ts';
import { initialUi, reduceUi, type UiAction, type UiState } from './ui.ts';
import { viewNames } from './view-names.ts';

const events = recordedRun({ epochs: 3 });
const whole = events.reduce(reduce, initialState);
const previewOf = events.find(({ type }) => type === 'preview') as Extract<
  TrainingEvent,
  { type: 'preview' }
>;

function pressed(actions: readonly UiAction[], state: RunState, from: UiState = initialUi): UiState {
  return actions.reduce<UiState>((ui, action) => reduceUi(ui, action, state), from);
}

describe('previews', () => {
  test('are all kept of a short run, and few of a long one, spread over all of it', () => {
    expect(whole.previews).toHaveLength(events.filter(({ type }) => type === 'preview').length);
    let state = initialState;
    for (let step = 0; step <= 5000; step++) state = reduce(state, { ...previewOf, step });
    const steps = state.previews.map(({ step }) => step);
    expect(steps.length).toBeLessThanOrEqual(mostPreviews);
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(5000);
    const gaps = steps.slice(1).map((step, place) => step - steps[place]!);
    expect(Math.max(...gaps)).toBeLessThan(200);
  });

  test('that are told again by a run that went on replace those of before', () => {
    const state = [10, 20, 30, 20].reduce<RunState>(
      (state, step) => reduce(state, { ...previewOf, step }),
      initialState,
    );
    expect(state.previews.map(({ step }) => step)).toEqual([10, 20]);
  });

  test('are gone through back and forth, and followed at the end', () => {
    const steps = whole.previews.map(({ step }) => step);
    const at = (moves: readonly number[]) =>
      pressed([{ view: 'pictures' }, ...moves.map((move) => ({ move }))], whole).preview;
    expect(at([])).toBeUndefined();
    expect(at([-1])).toBe(steps.at(-2));
    expect(at([-1, -1, 1])).toBe(steps.at(-2));
    expect(at([-1, 1])).toBeUndefined();
    expect(at([Number.NEGATIVE_INFINITY])).toBe(steps[0]);
    expect(at([-1000, 1000])).toBeUndefined();
    // What is shown stays when more is told.
    const ui = pressed([{ view: 'pictures' }, { move: -1 }], whole);
    const more = reduce(whole, { ...previewOf, step: 9999 });
    expect(pressed([{ move: -1 }], more, ui).preview).toBe(steps.at(-3));
  });

  test('of a run that told none are no reason to fail', () => {
    expect(pressed([{ view: 'pictures' }, { move: -1 }, { move: 1 }], initialState).preview).toBeUndefined();
  });
});

describe('the log', () => {
  test('has a line for all that is said, but for steps and pictures', () => {
    const said = events.filter(({ type }) => type !== 'step' && type !== 'preview');
    expect(whole.log.map(({ kind }) => kind)).toEqual(said.map(({ type }) => type));
    for (const { text } of whole.log) expect(text).not.toMatch(/undefined|NaN|object/);
  });

  test('is bounded, and its lines keep their numbers', () => {
    let state = initialState;
    for (let time = 0; time < mostLines + 50; time++)
      state = reduce(state, { type: 'warning', time, message: `warning ${time}` });
    expect(state.log).toHaveLength(mostLines);
    expect(state.log[0]).toMatchObject({ number: 50, text: 'warning 50' });
  });

  test('says once what a teacher is busy with', () => {
    const teach = (done: number) => ({ type: 'teacher', time: done, phase: 'views', done, of: 9 }) as const;
    expect([1, 2, 3].map(teach).reduce<RunState>(reduce, initialState).log).toHaveLength(1);
  });
});

describe('smoothing', () => {
  const values = fc.array(
    fc.record({ dx: fc.double({ min: 1e-3, max: 10, noNaN: true }), y: fc.integer() }),
    {
      minLength: 1,
    },
  );
  const pointsOf = (all: readonly { dx: number; y: number }[]): Point[] => {
    let x = 0;
    return all.map(({ dx, y }) => {
      x += dx;
      return { x, y, time: x };
    });
  };
  const halfLife = fc.double({ min: 1e-3, max: 100, noNaN: true });

  test('leaves a constant as it is, and never leaves the values up to there', () => {
    fc.assert(
      fc.property(values, halfLife, (all, life) => {
        const points = pointsOf(all);
        const smoothed = smooth(points, life);
        expect(smoothed.map(({ x }) => x)).toEqual(points.map(({ x }) => x));
        smoothed.forEach(({ y }, place) => {
          const before = points.slice(0, place + 1).map((point) => point.y);
          const slack = 1e-9 * Math.max(...before.map(Math.abs));
          expect(y).toBeGreaterThanOrEqual(Math.min(...before) - slack);
          expect(y).toBeLessThanOrEqual(Math.max(...before) + slack);
        });
      }),
    );
  });

  test('of a curve that was thinned is what it was', () => {
    let curve = emptyCurve;
    const points = Array.from({ length: 4000 }, (_, x) => ({ x, y: Math.sin(x / 300) + (x % 2), time: x }));
    for (const point of points) curve = extendCurve(curve, point);
    const [fine, thin] = [smooth(points, 200), smooth(curve.points, 200)];
    for (const { x, y } of thin.slice(100)) expect(y).toBeCloseTo(fine[Math.round(x)]!.y, 1);
  });
});

test('Tab goes through all views and comes back', () => {
  const seen = [initialUi.view];
  let ui = initialUi;
  for (let press = 0; press < viewNames.length; press++) {
    ui = reduceUi(ui, 'next-view', whole);
    seen.push(ui.view);
  }
  expect(seen).toEqual([...viewNames, viewNames[0]]);
});
