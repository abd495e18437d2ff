import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Logs } from './means.ts';

/** As `model.fit` takes them: functions by name, or tfjs's own, such as `tfl.callbacks.earlyStopping()`. */
export type FitCallbacks = FitCallback | readonly FitCallback[];
export interface FitCallback {
  onTrainBegin?(): void | Promise<void>;
  onTrainEnd?(): void | Promise<void>;
  onEpochBegin?(epoch: number): void | Promise<void>;
  /** The epoch's means: `loss`, the metrics, and the same with `val_` before them. */
  onEpochEnd?(epoch: number, logs: Logs): void | Promise<void>;
  onBatchBegin?(batch: number, logs: Logs): void | Promise<void>;
  /** `batch`, its `size`, `loss` and the metrics. */
  onBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
}

/** What tfjs tells its own callbacks before training begins. */
interface Told {
  setModel?(model: LayersModel): void;
  setParams?(params: Record<string, unknown>): void;
}

/** Calls all callbacks, one after the other. */
export class CallbackList {
  readonly #list: readonly FitCallback[];

  constructor(callbacks: FitCallbacks, model: LayersModel, params: Record<string, unknown>) {
    this.#list = Array.isArray(callbacks) ? callbacks : [callbacks as FitCallback];
    for (const callback of this.#list as readonly Told[]) {
      callback.setParams?.(params);
      callback.setModel?.(model);
    }
  }

  get any(): boolean {
    return this.#list.some((callback) => Object.keys(callback).length > 0);
  }

  /** Whether somebody wants to know of each batch. */
  get perBatch(): boolean {
    return this.#list.some((callback) => asks(callback, 'onBatchBegin') || asks(callback, 'onBatchEnd'));
  }

  async train(event: 'onTrainBegin' | 'onTrainEnd'): Promise<void> {
    for (const callback of this.#list) await callback[event]?.();
  }

  async epoch(event: 'onEpochBegin' | 'onEpochEnd', epoch: number, logs: Logs): Promise<void> {
    for (const callback of this.#list) await callback[event]?.(epoch, logs);
  }

  async batch(event: 'onBatchBegin' | 'onBatchEnd', batch: number, logs: Logs): Promise<void> {
    for (const callback of this.#list) await callback[event]?.(batch, logs);
  }
}

function asks(callback: FitCallback, name: 'onBatchBegin' | 'onBatchEnd'): boolean {
  return callback[name] != null && callback[name] !== tfjsBase(callback)?.[name];
}

/** tfjs's own callbacks inherit every method, empty, from a class that it does not export. */
function tfjsBase(callback: object): FitCallback | undefined {
  let root = Object.getPrototypeOf(callback);
  for (let above = root; above && above !== Object.prototype; above = Object.getPrototypeOf(above))
    root = above;
  return root && Object.hasOwn(root, 'setParams') ? root : undefined;
}
