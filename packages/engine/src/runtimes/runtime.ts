import type { OnWarning } from '../engine-options.ts';
import type { InTurn } from './one-at-a-time.ts';

/** Libraries that can run a graph. */
export type RuntimeName = 'native' | 'wasm';

/** What both libraries offer: the API of `onnxruntime-common`, with other machinery below. */
export type OnnxRuntime = Pick<typeof import('onnxruntime-node'), 'InferenceSession' | 'Tensor'>;

export interface LoadOptions {
  /** Threads that one operator may use. Default: all cores. */
  readonly threads?: number | undefined;
  readonly warn: OnWarning;
}

/** A library that is here and started. */
export interface LoadedRuntime {
  readonly name: RuntimeName;
  readonly version: string;
  /** Threads that one operator uses. */
  readonly threads: number;
  /** Whether every tensor is copied on its way in. Then large tables are better fed in parts. */
  readonly copiesFeeds: boolean;
  /** Makes a call of the library, after others where it bears only one at a time. */
  readonly inTurn: InTurn;
  readonly onnx: OnnxRuntime;
  /** Which of the library's own backends runs the graph. Said each time: both libraries may be loaded. */
  readonly provider: string;
  /** Those that its package brings along, where it has a choice. */
  readonly bundled?: readonly string[];
}

/** One way to run a graph. Its library is loaded when it is first asked for, and never before. */
export interface Runtime {
  readonly name: RuntimeName;
  /** How to get it, as a command. */
  readonly howToGet: string;
  /**
   * Loads the library and starts it.
   * @throws {EngineError} `RUNTIME_UNAVAILABLE`, with the library's own words.
   */
  load(options: LoadOptions): Promise<LoadedRuntime>;
}
