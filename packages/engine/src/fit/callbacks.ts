import type { LayersModel } from '@tensorflow/tfjs-layers';
import { EngineError } from '../errors.ts';
import type { FitCallback } from './callback.ts';
import type { Logs } from './means.ts';
import type { Settings } from './options.ts';
import { Yields } from './yields.ts';

/** What tfjs tells its own callbacks before training begins. */
interface Prepared {
  setModel?(model: LayersModel): void;
  setParams?(params: Record<string, unknown>): void;
}

/** Calls all callbacks, one after the other. */
export class CallbackList {
  readonly #list: readonly FitCallback[];
  readonly yields: Yields;

  /** @throws {EngineError} `INPUT_INVALID` for an `onYield` that would never be called. */
  constructor({ callbacks, yieldEvery }: Settings, model: LayersModel, params: Record<string, unknown>) {
    this.#list = [callbacks].flat() as FitCallback[];
    if (typeof yieldEvery === 'string' && yieldEvery !== 'auto' && this.#asked('onYield')) {
      throw new EngineError(
        'INPUT_INVALID',
        `onYield is called each so many milliseconds, and with yieldEvery '${yieldEvery}' never. Give a number, or use onBatchEnd or onEpochEnd.`,
      );
    }
    this.yields = new Yields(yieldEvery, this.#list);
    for (const callback of this.#list as readonly Prepared[]) {
      callback.setParams?.(params);
      callback.setModel?.(model);
    }
  }

  get any(): boolean {
    return this.#list.some((callback) => Object.keys(callback).length > 0);
  }

  /** Whether somebody wants to know of each batch. */
  get perBatch(): boolean {
    return this.#asked('onBatchBegin') || this.#asked('onBatchEnd');
  }

  async train(event: 'onTrainBegin' | 'onTrainEnd'): Promise<void> {
    for (const callback of this.#list) await callback[event]?.({});
  }

  async epoch(event: 'onEpochBegin' | 'onEpochEnd', epoch: number, logs: Logs): Promise<void> {
    for (const callback of this.#list) await callback[event]?.(epoch, logs);
    if (event === 'onEpochEnd') await this.yields.after('epoch');
  }

  async batch(event: 'onBatchBegin' | 'onBatchEnd', batch: number, logs: Logs): Promise<void> {
    for (const callback of this.#list) await callback[event]?.(batch, logs);
  }

  async yield(epoch: number, batch: number, logs: Logs): Promise<void> {
    for (const callback of this.#list) await callback.onYield?.(epoch, batch, logs);
    await this.yields.now();
  }

  #asked(name: 'onBatchBegin' | 'onBatchEnd' | 'onYield'): boolean {
    return this.#list.some(
      (callback) => callback[name] != null && callback[name] !== tfjsBase(callback)?.[name],
    );
  }
}

/** tfjs's own callbacks inherit every method, empty, from a class that it does not export. */
function tfjsBase(callback: object): FitCallback | undefined {
  let root = Object.getPrototypeOf(callback);
  for (let above = root; above && above !== Object.prototype; above = Object.getPrototypeOf(above))
    root = above;
  return root && Object.hasOwn(root, 'setParams') ? root : undefined;
}
