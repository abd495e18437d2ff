import * as tf from '@tensorflow/tfjs-core';
import type { ValueInfo } from '../graph/graph.ts';
import type { Recorder } from './recorder.ts';
import type { StateOwner } from './trace.ts';

/** A recurrent layer of tfjs, and what it keeps from its types. */
export interface StatefulLayer {
  readonly name: string;
  readonly stateful: boolean;
  /** What it remembers from call to call. `null` before it has weights. */
  states_: tf.Tensor[] | null;
  /** States of before, until somebody resets the layer. */
  keptStates: tf.Tensor[][];
}

interface Lent {
  readonly states: readonly tf.Tensor[] | null;
  readonly kept: tf.Tensor[][];
  readonly owners: readonly StateOwner[];
}

/**
 * Layers that are `stateful` remember in tensors of their own, which are no variables. While a function is traced
 * they remember values of the trace, and afterwards again what they remembered before.
 */
export class LayerStates {
  readonly #recorder: Recorder;
  readonly #lent = new Map<StatefulLayer, Lent>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /**
   * Gives a layer that is about to be applied, and those within it, values of the trace.
   * @param before gets the values that they start with.
   */
  lend(layer: unknown, before: Map<StateOwner, number>): void {
    for (const stateful of statefulWithin(layer)) {
      if (this.#lent.has(stateful)) continue;
      const { states_: states, keptStates: kept } = stateful;
      // A layer without weights makes them now, and one that the function has reset starts from there.
      const own = states?.every(({ dataId }) => !this.#recorder.knows(dataId)) ? states : null;
      const owners = (own ?? []).map((_, i) => new LayerState(stateful, i));
      this.#lent.set(stateful, { states: own, kept, owners });
      if (!own) continue;
      stateful.keptStates = [];
      stateful.states_ = own.map(({ dtype, shape }, i) => {
        const value = this.#recorder.open({ type: dtype as ValueInfo['type'], dims: shape });
        before.set(owners[i]!, value);
        return tf.keep(tf.engine().makeTensorFromTensorInfo(this.#recorder.handle(value)));
      });
    }
  }

  /** @returns whether there were layers whose states began in the trace. Another trace finds them. */
  restore(): boolean {
    let began = false;
    for (const [layer, { states, kept }] of this.#lent) {
      const shapes = layer.states_?.map(({ shape }) => shape) ?? [];
      tf.dispose([layer.states_ ?? [], layer.keptStates]);
      layer.keptStates = states ? kept : [];
      if (states) layer.states_ = [...states];
      else if (layer.states_) {
        began = true;
        layer.states_ = shapes.map((shape) => tf.keep(tf.zeros(shape)));
      }
    }
    return began;
  }
}

/** One of the tensors that a layer remembers, as if it were a variable. */
class LayerState implements StateOwner {
  readonly name: string;
  readonly #layer: StatefulLayer;
  readonly #index: number;

  constructor(layer: StatefulLayer, index: number) {
    this.name = `${layer.name}/state ${index} of layer ${numberOf(layer)}`;
    this.#layer = layer;
    this.#index = index;
  }

  get #tensor(): tf.Tensor {
    return this.#layer.states_![this.#index]!;
  }
  get shape(): number[] {
    return this.#tensor.shape;
  }
  get dtype(): tf.DataType {
    return this.#tensor.dtype;
  }
  get dataId(): tf.DataId {
    return this.#tensor.dataId;
  }
  get isDisposed(): boolean {
    return this.#layer.states_ === null || this.#tensor.isDisposed;
  }
  dataSync(): Float32Array {
    return this.#tensor.dataSync() as Float32Array;
  }
  assign(value: tf.Tensor): void {
    const before = this.#tensor;
    this.#layer.states_![this.#index] = tf.keep(value.clone());
    before.dispose();
  }
}

/** Layers of two nets may have one name, and ports of a graph may not. */
const numbers = new WeakMap<StatefulLayer, number>();
let count = 0;

function numberOf(layer: StatefulLayer): number {
  const number = numbers.get(layer) ?? count++;
  numbers.set(layer, number);
  return number;
}

/** The layer itself, and those that it calls without applying them. */
function statefulWithin(layer: unknown): StatefulLayer[] {
  if (typeof layer !== 'object' || layer === null) return [];
  const { layer: wrapped, forwardLayer, backwardLayer } = layer as Readonly<Record<string, unknown>>;
  const within = [wrapped, forwardLayer, backwardLayer].flatMap(statefulWithin);
  return isStateful(layer) ? [layer, ...within] : within;
}

function isStateful(layer: object): layer is StatefulLayer {
  return 'states_' in layer && (layer as StatefulLayer).stateful;
}
