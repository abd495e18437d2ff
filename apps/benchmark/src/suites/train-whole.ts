import type { Trainer } from '@hourglass/models';

/**
 * Trains to the end and tells nothing on the way.
 * @returns seconds of all training steps.
 * @throws if the training does not end as it should.
 */
export async function trainWhole(trainer: Trainer): Promise<number> {
  for await (const event of trainer.events()) {
    if (event.type !== 'run-ended') continue;
    if (event.reason !== 'finished') throw new Error(`the training ${event.reason}: ${event.message}`);
    return event.trainingSeconds;
  }
  throw new Error('internal: the training ended without saying so');
}
