import type { TrainingEvent } from '@hourglass/models/config';

/** Fewest milliseconds between two `step` events: eyes see no more, and hours of training must fit on disk. */
const gapMs = 40;

/**
 * Leaves out `step` events that come too soon after the one before; all others pass.
 * @param isWanted whether the event of a step passes all the same.
 */
export async function* thinSteps(
  events: AsyncIterable<TrainingEvent>,
  isWanted: (step: number) => boolean = () => false,
): AsyncGenerator<TrainingEvent> {
  let next = Number.NEGATIVE_INFINITY;
  for await (const event of events) {
    const now = performance.now();
    if (event.type === 'step' && now < next && !isWanted(event.step)) continue;
    if (event.type === 'step') next = now + gapMs;
    yield event;
  }
}
