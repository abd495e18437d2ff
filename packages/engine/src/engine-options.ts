import { EngineError } from './errors.ts';
import { type EngineName, engineNames } from './names.ts';

/** Is told, in a sentence, what a caller should know and nothing fails for. */
export type OnWarning = (message: string) => void;

export interface EngineOptions {
  /** Default: what `HOURGLASS_ENGINE` names, else the first of `engineNames` that works. */
  readonly engine?: EngineName;
  /** Threads that one operator may use, for all but `tfjs`. Default: all cores. */
  readonly threads?: number;
  /**
   * Names the random numbers that the function draws (an integer in 0..2^32-1): same seed, same numbers.
   * Default: another at each compilation.
   */
  readonly seed?: number;
  /** A directory that keeps optimised graphs, so that the next start is quicker. `native` only. Default: none. */
  readonly cache?: string;
  /** Told once if another engine than `native` had to be taken. Default: a warning of the process. */
  readonly onWarning?: OnWarning;
}

/**
 * The engine that the environment variable `HOURGLASS_ENGINE` names, if any. Who names a provider of
 * ONNX Runtime asks for `native`.
 * @throws {EngineError} `ENGINE_UNKNOWN` for a name that is none.
 */
export function engineFromEnvironment(): EngineName | undefined {
  // A browser has no `process`.
  const named = globalThis.process?.env?.HOURGLASS_ENGINE;
  if (named) return oneOf(engineNames, named, 'HOURGLASS_ENGINE');
  return providerFromEnvironment() ? 'native' : undefined;
}

/** The execution provider of ONNX Runtime that `HOURGLASS_PROVIDER` names, if any. */
export function providerFromEnvironment(): string | undefined {
  return globalThis.process?.env?.HOURGLASS_PROVIDER || undefined;
}

/**
 * Names come from environments and from JavaScript, which checks no types.
 * @throws {EngineError} `ENGINE_UNKNOWN` unless it is one of the names.
 */
export function oneOf<Name extends string>(names: readonly Name[], named: string, where: string): Name {
  const name = names.find((candidate) => candidate === named);
  if (name) return name;
  throw new EngineError('ENGINE_UNKNOWN', `${where} is '${named}'. It can be ${names.join(', ')}.`);
}
