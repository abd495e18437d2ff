import type { TrainingEvent } from '@hourglass/models/config';

/** What is to be said about the data, once the run has started. */
export async function* withWarnings(
  events: AsyncIterable<TrainingEvent>,
  warnings: readonly string[],
): AsyncGenerator<TrainingEvent> {
  for await (const event of events) {
    yield event;
    if (event.type !== 'run-started') continue;
    for (const message of warnings) yield { type: 'warning', time: event.time, message };
  }
}
