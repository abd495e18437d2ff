import type { TrainingEvent } from '@hourglass/models/config';
import { noteStep, pauseClock, resumeClock, tick } from './clock.ts';
import { extendCurve, type Point } from './curve.ts';
import { withWords } from './log.ts';
import { withNewest } from './neighbours.ts';
import { withPreview } from './previews.ts';
import type { RunState } from './run-state.ts';

type EventOf<Type extends TrainingEvent['type']> = Extract<TrainingEvent, { type: Type }>;

/** One rule an event: a new kind of event does not compile until it has one. */
type Rules = {
  readonly [Type in TrainingEvent['type']]: (state: RunState, event: EventOf<Type>) => RunState;
};

/** As many speeds as a sparkline can show. */
const keptSpeeds = 64;

const rules: Rules = {
  'run-started': (state, event) => ({ ...state, run: event }),

  references: (state, event) => ({ ...state, references: event }),

  teacher: (state, event) => ({ ...state, teacher: event }),

  step: (state, event) => ({
    ...state,
    teacher: undefined,
    phase: state.phase === 'paused' ? 'paused' : 'training',
    step: event.step,
    clock: noteStep(state.clock, event.time, event.step),
    trainLoss: extendCurve(state.trainLoss, pointOf(state, event, event.loss)),
    throughput: extendCurve(state.throughput, pointOf(state, event, event.imagesPerSecond)),
    speeds: [...state.speeds, event.imagesPerSecond].slice(-keptSpeeds),
  }),

  epoch: (state, event) => ({
    ...state,
    step: event.step,
    epoch: event,
    testBce: extendCurve(state.testBce, { x: event.epoch, y: event.testBce, time: event.time }),
    epochTimes: extendCurve(state.epochTimes, { x: event.epoch, y: event.seconds, time: event.time }),
  }),

  // A run looks around once its teacher is done.
  preview: (state, event) => ({
    ...state,
    teacher: undefined,
    previews: withPreview(state.previews, event),
  }),

  neighbours: (state, event) => ({ ...state, neighbours: withNewest(state.neighbours, event) }),

  evaluation: (state, event) => ({ ...state, evaluations: [...state.evaluations, event] }),

  checkpoint: (state) => state,

  'learning-rate': (state) => state,

  // Between the old end and this the run did not stand still: it was not there.
  continued: (state, event) => ({
    ...state,
    phase: 'training',
    run: state.run && { ...state.run, epochs: event.epochs },
    clock: resumeClock(state.clock, event.time),
  }),

  paused: (state, event) => ({ ...state, phase: 'paused', clock: pauseClock(state.clock, event.time) }),

  resumed: (state, event) => ({ ...state, phase: 'training', clock: resumeClock(state.clock, event.time) }),

  warning: (state, event) => ({ ...state, warning: event.message }),

  'run-ended': (state, event) => ({ ...state, teacher: undefined, phase: event.reason, end: event }),
};

/** The state after one more event. */
export function reduce(state: RunState, event: TrainingEvent): RunState {
  const rule = rules[event.type] as ((state: RunState, event: TrainingEvent) => RunState) | undefined;
  // A newer run may say more than this version knows; that is no reason to fail.
  if (!rule) return state;
  const next = { ...state, clock: tick(state.clock, event.time), log: withWords(state.log, event) };
  return rule(next, event);
}

function pointOf(
  { run }: RunState,
  { step, time }: { readonly step: number; readonly time: number },
  y: number,
): Point {
  return { x: run ? step / run.stepsPerEpoch : step, y, time };
}
