import type { EvaluationEvent, NeighboursEvent, TrainingEvent } from '@hourglass/models/config';
import { RunClock } from '../run-clock.ts';

/** A measured event that does not know yet when it happens. */
export type Finding = Omit<EvaluationEvent, 'time'> | Omit<NeighboursEvent, 'time'>;

/** What is measured beside the training, and when. */
export interface Measurements {
  /** Measures the encoders that do not learn, once they are there. */
  baselines(): AsyncIterable<Finding>;
  afterEpoch(epoch: number): AsyncIterable<Finding>;
  /** On the whole data set. */
  atTheEnd(epoch: number): AsyncIterable<Finding>;
}

/** Epochs wait for their measurements until so many times the duration of the last ones has passed. */
const PATIENCE = 50;

/**
 * Puts measurements between the events of a training, which waits meanwhile: baselines after the
 * references, the code after an evaluated epoch, all of them before the end. After the first epoch they never
 * take more than a fiftieth of the time. A run that is told to stop measures no more but what belongs to an
 * epoch that has been told, so that a checkpoint finds it whole; if that leaves its last measurements open, it
 * ends as `stopped`.
 *
 * @param endTold what is measured at the end has been told before, and is told again only after another epoch.
 */
export async function* withMeasurements(
  events: AsyncIterable<TrainingEvent>,
  measurements: Measurements,
  stopped: AbortSignal,
  endTold = false,
): AsyncGenerator<TrainingEvent> {
  const clock = new RunClock();
  let due = 0;
  let trained = false;
  for await (const event of events) {
    clock.set(event.time);
    const last = event.type === 'run-ended';
    if (!last) yield event;
    trained ||= event.type === 'epoch';
    if (event.type === 'epoch' && event.time < due) continue;
    const begun = clock.now();
    const told = last && endTold && !trained;
    for await (const finding of told ? [] : findingsAt(event, measurements)) {
      if (stopped.aborted && event.type !== 'epoch') break;
      yield { ...finding, time: clock.now() };
    }
    if (event.type === 'epoch') due = clock.now() + PATIENCE * (clock.now() - begun);
    const cutShort = last && event.reason === 'finished' && stopped.aborted;
    if (last) yield { ...event, time: clock.now(), reason: cutShort ? 'stopped' : event.reason };
  }
}

async function* findingsAt(event: TrainingEvent, measurements: Measurements): AsyncGenerator<Finding> {
  if (event.type === 'references') yield* measurements.baselines();
  if (event.type === 'epoch' && !Number.isNaN(event.testBce)) yield* measurements.afterEpoch(event.epoch);
  if (event.type === 'run-ended' && event.reason === 'finished') yield* measurements.atTheEnd(event.epoch);
}
