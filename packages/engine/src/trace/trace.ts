import type * as tf from '@tensorflow/tfjs-core';
import type { TensorData, ValueInfo } from '../graph/graph.ts';
import type { Distribution } from '../random/distributions.ts';
import type { Placement } from './fit-draw.ts';

/** One kernel that tfjs asked for while the function was traced. */
export interface TraceNode {
  readonly kernel: string;
  /** Value ids by tfjs's input names; inputs that are lists are keyed '0', '1', ... */
  readonly inputs: Readonly<Record<string, number>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly number[];
}

/** What holds a state between calls: a variable, or a layer of tfjs that remembers. */
export type StateOwner = Readonly<Pick<tf.Variable, 'name' | 'shape' | 'dtype' | 'dataId' | 'isDisposed'>> & {
  dataSync(): ArrayLike<number>;
  assign(value: tf.Tensor): void;
};

/** A tfjs variable that the function reads or writes: state, carried from one call to the next. */
export interface TraceState {
  readonly variable: string;
  /** The value at the start of the call, and at its end. Equal if the function only reads it. */
  readonly before: number;
  readonly after: number;
}

/** A tensor that is drawn anew at every call. */
export interface TraceRandom extends Placement {
  readonly value: number;
  readonly distribution: Distribution;
}

/** What a tfjs function did, as plain data. Values are numbered; `values[id]` tells type and shape. */
export interface Trace {
  readonly values: readonly ValueInfo[];
  readonly inputs: readonly number[];
  readonly state: readonly TraceState[];
  readonly constants: ReadonlyMap<number, TensorData>;
  /** Constants of one number repeated, which need no memory. */
  readonly fills: ReadonlyMap<number, number>;
  readonly randoms: readonly TraceRandom[];
  readonly nodes: readonly TraceNode[];
  readonly outputs: readonly number[];
}
