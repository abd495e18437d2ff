/** One way to run the training step. */
export interface Contender {
  readonly name: string;
  readonly engine: 'native' | 'tfjs-wasm' | 'tfjs';
  readonly stepsPerCall: number;
  /** Absent: as many as it takes by itself. */
  readonly threads?: number;
}

/** The one that ratios are taken to: the fastest that plain TensorFlow.js has in Node without a binding. */
export const yardstick = 'tfjs-wasm';

/** The one that losses are compared with: TensorFlow.js in plain JavaScript. */
export const reference = 'tfjs';

/** What the suite is there to show must hold. tfjs-wasm has one thread in Node, so native runs so too. */
export const contenders: readonly Contender[] = Object.freeze([
  { name: 'native, 16 steps a call', engine: 'native', stepsPerCall: 16 },
  { name: 'native, 32 steps a call', engine: 'native', stepsPerCall: 32 },
  { name: 'native, 16 steps, 1 thread', engine: 'native', stepsPerCall: 16, threads: 1 },
  { name: yardstick, engine: 'tfjs-wasm', stepsPerCall: 1 },
  { name: reference, engine: 'tfjs', stepsPerCall: 1 },
]);
