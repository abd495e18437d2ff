import type { EngineName } from '../names.ts';

/** What one engine can do here. */
export interface EngineReport {
  readonly name: EngineName;
  readonly works: boolean;
  /** Absent where it works. */
  readonly whyNot?: string;
  /** Of the library behind it; absent where that is not found. */
  readonly version?: string;
  /** Threads that one operator uses if nothing else is said; absent where it does not work. */
  readonly threads?: number;
  /** Which `tfjs-node` it is, where one works: the package that the user has installed, or what the script built. */
  readonly origin?: 'installed' | 'built';
  /** Of ONNX Runtime's execution providers, those inside `native`'s package. All but `cpu` are experimental. */
  readonly providers?: readonly string[];
  /** A command that installs it. */
  readonly howToGet: string;
}
