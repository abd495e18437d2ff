import type { EngineOptions } from '../engine-options.ts';
import { EngineError } from '../errors.ts';
import type { FitCallbacks, YieldEvery } from './callback.ts';
import type { ClassWeights } from './class-weights.ts';
import type { Columns } from './columns.ts';

export interface FitOptions extends EngineOptions {
  /** The epoch to end before, counted from 0. Default 1. */
  readonly epochs?: number;
  /** The epoch to begin with, for training that goes on: its rows come in the order they would have had. Default 0. */
  readonly initialEpoch?: number;
  /** Default 32. A smaller last batch is trained too, as tfjs does. */
  readonly batchSize?: number;
  /** Whether each epoch takes the rows in another order. Default true. */
  readonly shuffle?: boolean;
  /** Decides the orders, and what dropout and noise draw: same seed, engine and threads, same weights. Default 0. */
  readonly seed?: number;
  /** The last share of the rows, from 0 to below 1, is for validation only. Taken before shuffling. */
  readonly validationSplit?: number;
  readonly validationData?: readonly [x: Columns, y: Columns];
  /** What the loss of a row of each class is multiplied by in training; every class of `y` has a weight. */
  readonly classWeight?: ClassWeights;
  readonly callbacks?: FitCallbacks;
  /**
   * How often other work of the event loop runs, and `onYield` is called: each so many milliseconds, after each
   * call of the runtime (`batch`) or after each epoch. Default `auto`: 125 ms.
   */
  readonly yieldEvery?: YieldEvery;
  /** Taken as tfjs takes it, which prints nothing but in tfjs-node. */
  readonly verbose?: 0 | 1 | 2;
  /** Steps in one call of the runtime; 1 if a callback wants to know of each batch. Default 16. */
  readonly stepsPerCall?: number;
}

/** Every option of `fit`. */
const options: { readonly [Name in keyof FitOptions]-?: true } = {
  epochs: true,
  initialEpoch: true,
  batchSize: true,
  shuffle: true,
  seed: true,
  validationSplit: true,
  validationData: true,
  classWeight: true,
  callbacks: true,
  yieldEvery: true,
  verbose: true,
  stepsPerCall: true,
  engine: true,
  threads: true,
  cache: true,
  onWarning: true,
};

/** Options of `model.fit` that are none of `fit`, and what to do. */
const refused: Readonly<Record<string, string>> = {
  sampleWeight: 'tfjs does not have it either. Give classWeight, or weigh rows in a loss of your own.',
  stepsPerEpoch: 'tfjs leaves it out of account for rows that are all there. Give fewer rows.',
  validationSteps: 'tfjs leaves it out of account for rows that are all there. Give fewer rows.',
};

/** Options with their defaults. */
export type Settings = FitOptions &
  Required<
    Pick<
      FitOptions,
      'epochs' | 'initialEpoch' | 'batchSize' | 'shuffle' | 'seed' | 'validationSplit' | 'callbacks'
    > &
      Pick<FitOptions, 'yieldEvery' | 'stepsPerCall'>
  >;

const defaults = {
  epochs: 1,
  initialEpoch: 0,
  batchSize: 32,
  shuffle: true,
  seed: 0,
  validationSplit: 0,
  callbacks: [],
  yieldEvery: 'auto',
  stepsPerCall: 16,
} as const;

/**
 * What was asked for, with the defaults. As in tfjs, `null` asks for nothing.
 * @throws {EngineError} `INPUT_INVALID` for a name that is no option, one that cannot be had, or a value that
 * an option cannot have.
 */
export function settingsOf(given: FitOptions): Settings {
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
  for (const name of Object.keys(asked)) {
    if (Object.hasOwn(refused, name)) throw invalid(`fit does not take ${name}: ${refused[name]}`);
    if (Object.hasOwn(options, name)) continue;
    throw invalid(`fit has no option '${name}'. It has ${Object.keys(options).join(', ')}.`);
  }
  const settings: Settings = { ...defaults, ...asked };
  checkWhole(settings, 'epochs', 0);
  checkWhole(settings, 'initialEpoch', 0);
  checkWhole(settings, 'batchSize', 1);
  checkWhole(settings, 'stepsPerCall', 1);
  const { shuffle, validationData, yieldEvery } = settings;
  if ((shuffle as unknown) === 'batch') throw invalid("shuffle 'batch' is not to be had, in tfjs neither.");
  if (validationData && validationData.length !== 2) {
    throw invalid(
      `validationData has ${validationData.length} parts. It can have x and y; tfjs takes no weights with them either.`,
    );
  }
  const known = typeof yieldEvery === 'number' || ['auto', 'batch', 'epoch', 'never'].includes(yieldEvery);
  if (!known) {
    throw invalid(
      `yieldEvery is ${yieldEvery}. It can be a number of milliseconds, auto, batch, epoch or never.`,
    );
  }
  return settings;
}

function checkWhole(
  settings: Settings,
  name: 'epochs' | 'initialEpoch' | 'batchSize' | 'stepsPerCall',
  least: number,
): void {
  const value = settings[name];
  if (Number.isInteger(value) && value >= least) return;
  throw invalid(`${name} is ${value}. It must be a whole number, ${least} or more.`);
}

function invalid(message: string): EngineError {
  return new EngineError('INPUT_INVALID', message);
}
