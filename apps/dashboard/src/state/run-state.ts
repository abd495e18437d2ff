import type {
  EpochEvent,
  EvaluationEvent,
  NeighboursEvent,
  PreviewEvent,
  ReferencesEvent,
  RunEnded,
  RunStarted,
  TeacherEvent,
  TestFigures,
} from '@hourglass/models/config';
import { type Clock, newClock } from './clock.ts';
import { type Curve, emptyCurve } from './curve.ts';
import type { LogLine } from './log.ts';

/** Where a run stands. The last four are final. */
export type Phase = 'starting' | 'training' | 'paused' | RunEnded['reason'];

/** All that the views draw. Made of events alone, so a replay looks like the real thing. */
export interface RunState {
  readonly phase: Phase;
  readonly clock: Clock;
  readonly step: number;
  readonly run: RunStarted | undefined;
  readonly references: ReferencesEvent | undefined;
  /** What the teacher is busy with; undefined when it is not, or there is none. */
  readonly teacher: TeacherEvent | undefined;
  /** Loss of the training batches, over epochs. */
  readonly trainLoss: Curve;
  /** BCE of the test set, one point an evaluated epoch. */
  readonly testBce: Curve;
  readonly epoch: EpochEvent | undefined;
  /** The newest speeds, oldest first. */
  readonly speeds: readonly number[];
  /** Images a second over epochs. */
  readonly throughput: Curve;
  /** Training time of each epoch, in seconds. */
  readonly epochTimes: Curve;
  /** The newest one last; of a long run not all. */
  readonly previews: readonly PreviewEvent[];
  /** The newest by each measure. */
  readonly neighbours: readonly NeighboursEvent[];
  readonly evaluations: readonly EvaluationEvent[];
  readonly warning: string | undefined;
  /** What the run said, oldest first. */
  readonly log: readonly LogLine[];
  readonly end: RunEnded | undefined;
}

export const initialState: RunState = {
  phase: 'starting',
  clock: newClock,
  step: 0,
  run: undefined,
  references: undefined,
  teacher: undefined,
  trainLoss: emptyCurve,
  testBce: emptyCurve,
  epoch: undefined,
  speeds: [],
  throughput: emptyCurve,
  epochTimes: emptyCurve,
  previews: [],
  neighbours: [],
  evaluations: [],
  warning: undefined,
  log: [],
  end: undefined,
};

/** The newest figures of the test set. A run whose budget was over within an epoch has them at its end. */
export function figuresOf({ end, epoch }: RunState): TestFigures | undefined {
  return end?.test ?? epoch;
}

/** The run will say no more. */
export function hasEnded(state: RunState): boolean {
  return state.end !== undefined;
}

/** The run came to its end by mistake, not by plan. */
export function hasFailed(state: RunState): boolean {
  return state.phase === 'failed' || state.phase === 'died';
}
