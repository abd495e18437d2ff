import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Schedule } from '../options/training-options.ts';
import { rateFactor } from './schedule.ts';

const length = { totalSteps: 100, stepsPerEpoch: 10 };
const at = (schedule: Schedule, ...steps: number[]) =>
  steps.map((step) => Number(rateFactor(schedule, step, length).toFixed(4)));

test('cosine goes from one to its floor', () => {
  expect(at({ kind: 'cosine' }, 0, 25, 50, 75, 100)).toEqual([1, 0.8536, 0.5, 0.1464, 0]);
  expect(at({ kind: 'cosine', floor: 0.2 }, 0, 50, 100)).toEqual([1, 0.6, 0.2]);
});

test('step and exponential count in epochs', () => {
  expect(at({ kind: 'step', everyEpochs: 2, factor: 0.1 }, 0, 19, 20, 40)).toEqual([1, 1, 0.1, 0.01]);
  expect(at({ kind: 'exponential', perEpoch: 0.25 }, 0, 5, 10, 20)).toEqual([1, 0.5, 0.25, 0.0625]);
});

test('warm-up rises to the whole rate, and the rest begins there', () => {
  expect(at({ kind: 'constant', warmupSteps: 4 }, 0, 1, 2, 3, 4)).toEqual([0.25, 0.5, 0.75, 1, 1]);
  expect(at({ kind: 'cosine', warmupSteps: 20 }, 19, 20, 60, 100)).toEqual([1, 1, 0.5, 0]);
});

const warmupSteps = fc.nat(50);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const factor = fc.double({ min: 0.01, max: 1, noNaN: true });
const schedules = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), warmupSteps }),
  fc.record({ kind: fc.constant('cosine' as const), warmupSteps, floor: share }),
  fc.record({
    kind: fc.constant('step' as const),
    warmupSteps,
    everyEpochs: fc.integer({ min: 1, max: 20 }),
    factor,
  }),
  fc.record({ kind: fc.constant('exponential' as const), warmupSteps, perEpoch: factor }),
);

test('every schedule stays within 0..1, and falls from the end of its warm-up on', () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      const factors = Array.from({ length: 101 }, (_, step) => rateFactor(schedule, step, length));
      for (const value of factors) expect(value >= 0 && value <= 1).toBe(true);
      const after = factors.slice(schedule.warmupSteps);
      for (let i = 1; i < after.length; i++) expect(after[i]).toBeLessThanOrEqual(after[i - 1]! + 1e-12);
    }),
  );
});
