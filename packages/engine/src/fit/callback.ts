import type { Logs } from './means.ts';

type Told = void | Promise<void>;

/** As `model.fit` takes them: functions by name, or tfjs's own, such as `tfl.callbacks.earlyStopping()`. */
export type FitCallbacks = FitCallback | readonly FitCallback[];
export interface FitCallback {
  onTrainBegin?(logs: Logs): Told;
  onTrainEnd?(logs: Logs): Told;
  onEpochBegin?(epoch: number, logs: Logs): Told;
  /** The epoch's means: `loss`, the metrics, and the same with `val_` before them. */
  onEpochEnd?(epoch: number, logs: Logs): Told;
  onBatchBegin?(batch: number, logs: Logs): Told;
  /** `batch`, its `size`, `loss` and the metrics. */
  onBatchEnd?(batch: number, logs: Logs): Told;
  /** Each `yieldEvery` milliseconds, after a batch, with what `onBatchEnd` would be told of it. */
  onYield?(epoch: number, batch: number, logs: Logs): Told;
  /** Another clock for `onYield`. Default: `tf.util.now`. */
  readonly nowFunc?: () => number;
  /** Another way to let other work in. Default: `tf.nextFrame`. */
  readonly nextFrameFunc?: () => Promise<void>;
}

/** When `fit` lets other work run: each so many milliseconds, or after what. */
export type YieldEvery = 'auto' | 'batch' | 'epoch' | 'never' | number;
