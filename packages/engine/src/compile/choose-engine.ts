import { EngineError } from '../errors.ts';
import { chooseRuntime } from '../runtimes/choose-runtime.ts';
import type { LoadedRuntime } from '../runtimes/runtime.ts';
import { onceOnly } from '../runtimes/warnings.ts';
import { type EngineOptions, engineFromEnvironment, engineNames, oneOf } from './engine-name.ts';

/**
 * Decides who runs a function: a runtime that is loaded, or `tfjs`. What was asked for, by option or by
 * environment, is taken or is an error; otherwise the first that works.
 *
 * @throws {EngineError} `RUNTIME_UNAVAILABLE` or `ENGINE_UNKNOWN`.
 */
export async function chooseEngine({
  engine,
  threads,
  onWarning,
}: EngineOptions): Promise<LoadedRuntime | 'tfjs'> {
  const asked = engine ? oneOf(engineNames, engine, 'engine') : engineFromEnvironment();
  if (asked === 'tfjs') return 'tfjs';
  const warn = onceOnly(onWarning);
  try {
    return await chooseRuntime(asked, { threads, warn });
  } catch (cause) {
    const lastResort = asked === undefined && cause instanceof EngineError;
    if (!lastResort || cause.code !== 'RUNTIME_UNAVAILABLE') throw cause;
    warn(`Functions run on 'tfjs', which is slow: ${cause.message}`);
    return 'tfjs';
  }
}
