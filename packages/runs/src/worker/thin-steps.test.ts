import type { TrainingEvent } from '@hourglass/models/config';
import { expect, it, vi } from 'vitest';
import { epoch, finished, started, step } from '../../test/helpers/events.ts';
import { thinSteps } from './thin-steps.ts';

it('leaves out steps that come too soon, and nothing else', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  async function* events(): AsyncGenerator<TrainingEvent> {
    yield started;
    for (let number = 1; number <= 10; number++) {
      clock.mockReturnValue(number * 15);
      yield step(number);
    }
    yield epoch(1);
    yield finished;
  }
  const kept = [];
  for await (const event of thinSteps(events())) kept.push(event);
  clock.mockRestore();
  expect(kept).toEqual([started, step(1), step(4), step(7), step(10), epoch(1), finished]);
});

it('lets a step pass that is wanted, however soon it comes', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  async function* events(): AsyncGenerator<TrainingEvent> {
    for (let number = 1; number <= 5; number++) yield step(number);
  }
  const kept = [];
  for await (const event of thinSteps(events(), (number) => number === 3)) kept.push(event);
  clock.mockRestore();
  expect(kept).toEqual([step(1), step(3)]);
});
