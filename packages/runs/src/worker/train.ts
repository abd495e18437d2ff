import type { RunEnded, TrainingEvent } from '@hourglass/models/config';
import { type RunConfig, writeConfig } from '../config/run-config.ts';
import { RunError } from '../errors.ts';
import type { Controls } from './controls.ts';
import type { EventWriter } from './event-writer.ts';
import { CheckpointKeeper, unwritten } from './keeper.ts';
import type { Place } from './place.ts';
import { Rest } from './rest.ts';
import { type Rewound, wordsOf } from './rewind.ts';
import type { PreparedTraining, Session } from './session.ts';
import { Story } from './story.ts';
import { thinSteps } from './thin-steps.ts';

export interface TrainingRun {
  readonly place: Place;
  readonly config: RunConfig;
  readonly controls: Controls;
  readonly writer: EventWriter;
  /** Loads the data. */
  readonly prepare: () => Promise<PreparedTraining>;
  /** Absent: the run begins. */
  readonly from?: Rewound | undefined;
}

/**
 * Trains and writes down every event, to the `run-ended`, whatever happens.
 *
 * @returns the exit code: 0 finished or stopped, 1 failed.
 * @throws {RunError} `LOG_UNWRITABLE` if the events cannot be written, `RUN_GONE` if its directory is another's or no
 * more: then there is no `run-ended` either.
 */
export async function train(run: TrainingRun): Promise<number> {
  const story = new Story(run.writer, run.from?.events);
  const ended = await trainOrFail(run, story);
  if (run.place.lost) throw run.place.lost;
  // Before the last line: who has read that a run is over is not told that it obeys.
  run.controls.end();
  await story.add(ended);
  await story.sync();
  return ended.reason === 'failed' ? 1 : 0;
}

async function trainOrFail(run: TrainingRun, story: Story): Promise<RunEnded> {
  try {
    const { place, from, config, controls, prepare } = run;
    const words = from ? wordsOf(from, config.train.epochs) : [];
    if (from?.introduced) for (const word of words) await story.add(word);
    const { data, open } = await prepare();
    const known = { ...config, data };
    if (!config.data) await writeConfig(place.directory, known);
    const resume = from?.checkpoint && {
      files: from.checkpoint.files,
      introduce: !from.introduced,
      endTold: from.endTold,
    };
    const session = await open(controls.stopped, resume);
    try {
      return await tell(session, story, { ...run, config: known }, from?.introduced ? [] : words);
    } finally {
      await session.dispose();
    }
  } catch (error) {
    if (error instanceof RunError && ['LOG_UNWRITABLE', 'RUN_GONE'].includes(error.code)) throw error;
    console.error(error);
    return story.end('failed', error instanceof Error ? error.message : String(error));
  }
}

/** @param words to be said once the run has said what it is. */
async function tell(
  session: Session,
  story: Story,
  run: TrainingRun,
  words: readonly TrainingEvent[],
): Promise<RunEnded> {
  const { place, controls, config, from } = run;
  const keeper = new CheckpointKeeper(place, config, session, story, from?.kept);
  const rest = new Rest(session, story, controls, keeper);
  const stop = () => session.stop();
  controls.stopped.addEventListener('abort', stop);
  if (controls.stopped.aborted) stop();
  let afterEpoch = false;
  for await (const event of thinSteps(session.events(), (step) => keeper.isDue(step))) {
    if (event.type === 'run-ended') return finish(keeper, story, event);
    await story.add(event);
    if (event.type === 'run-started') for (const word of words) await story.add(word);
    if (event.type === 'epoch') afterEpoch = true;
    // Between other events the run is not at rest: more is to be said of the same steps.
    if (event.type !== 'step' && event.type !== 'preview') continue;
    await rest.take(afterEpoch);
    afterEpoch = false;
  }
  throw new Error('internal: the training ended without a run-ended event');
}

/** Writes the last checkpoint; a run whose weights are lost has failed. */
async function finish(keeper: CheckpointKeeper, story: Story, ended: RunEnded): Promise<RunEnded> {
  // A run that was stopped before its first step has nothing to keep: it begins anew.
  if (ended.reason === 'failed' || ended.step === 0) return ended;
  try {
    await keeper.atTheEnd(ended.reason === 'finished');
    return { ...ended, time: story.position().time };
  } catch (error) {
    const message = unwritten(ended.step, error);
    return { ...ended, time: story.position().time, reason: 'failed', message };
  }
}
