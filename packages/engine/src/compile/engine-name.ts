/** Ways to run a compiled function. `native` is ONNX Runtime; `tfjs` calls the function as it is. */
export type EngineName = 'native' | 'tfjs';

export interface EngineOptions {
  /** Default: `native`. */
  readonly engine?: EngineName;
  /** Threads that one operator may use, for `native`. Default: all cores. */
  readonly threads?: number;
}
