import { followRun, type RunInfo } from '@hourglass/runs/read';
import { newestEvaluation } from '../state/quality.ts';
import { reduce } from '../state/reduce.ts';
import { figuresOf, initialState, type RunState } from '../state/run-state.ts';

/** A run and all that it said up to now. */
export interface ComparedRun {
  readonly id: string;
  readonly directory: string;
  readonly standing: RunInfo['state'];
  /** What may be another in another run. */
  readonly config: object;
  readonly state: RunState;
}

export async function comparedRun({ id, directory, config, state }: RunInfo): Promise<ComparedRun> {
  let said = initialState;
  for await (const event of followRun(directory, { live: false })) said = reduce(said, event);
  const { train, data, hourglass, node } = config;
  return {
    id,
    directory,
    standing: state,
    config: { ...train, ...(data && { data }), hourglass, node },
    state: said,
  };
}

/** What a run came to, as numbers; what it has not measured is left out. */
export interface Figures {
  readonly epochs: number;
  readonly testBce?: number;
  readonly excessBce?: number;
  readonly psnr?: number;
  /** By cosine; of how many queries in how many pictures. */
  readonly precisionAt10?: number;
  readonly queries?: number;
  readonly items?: number;
  readonly imagesPerSecond?: number;
  readonly trainingSeconds?: number;
}

export function finalFigures({ state }: ComparedRun): Figures {
  const { end, epoch } = state;
  const test = figuresOf(state);
  const found = newestEvaluation(state, 'code', 'cosine');
  return {
    epochs: end?.epoch ?? epoch?.epoch ?? 0,
    ...(test && { testBce: test.testBce, excessBce: test.excessBce, psnr: test.psnr }),
    ...(found && { precisionAt10: found.precisionAt10, queries: found.queries, items: found.items }),
    ...(end &&
      end.trainingSeconds > 0 && {
        imagesPerSecond: end.imagesPerSecond,
        trainingSeconds: end.trainingSeconds,
      }),
  };
}
