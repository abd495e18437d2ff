import { type EngineOptions, engineFromEnvironment, oneOf } from '../engine-options.ts';
import { EngineError } from '../errors.ts';
import { engineNames } from '../names.ts';
import { chooseRuntime } from '../runtimes/choose-runtime.ts';
import type { LoadedRuntime, LoadOptions } from '../runtimes/runtime.ts';
import { onceOnly } from '../runtimes/warnings.ts';
import { type EagerEngine, plainTfjs, tfjsNode } from './eager-engine.ts';

/**
 * Decides who runs a function: a runtime that is loaded, or tfjs itself. What was asked for, by option or by
 * environment, is taken or is an error; otherwise the first that works.
 *
 * @throws {EngineError} `RUNTIME_UNAVAILABLE` or `ENGINE_UNKNOWN`.
 */
export async function chooseEngine({
  engine,
  threads,
  onWarning,
}: EngineOptions): Promise<LoadedRuntime | EagerEngine> {
  const asked = engine ? oneOf(engineNames, engine, 'engine') : engineFromEnvironment();
  if (asked === 'tfjs') return plainTfjs();
  if (asked === 'tfjs-node') return tfjsNode(threads);
  const warn = onceOnly(onWarning);
  try {
    return await chooseRuntime(asked, { threads, warn });
  } catch (cause) {
    if (asked !== undefined || !isUnavailable(cause)) throw cause;
    return lastResort(cause, { threads, warn });
  }
}

async function lastResort(noRuntime: EngineError, { threads, warn }: LoadOptions): Promise<EagerEngine> {
  try {
    const engine = await tfjsNode(threads);
    warn(`Functions run on 'tfjs-node': ${noRuntime.message}`);
    return engine;
  } catch (cause) {
    if (!isUnavailable(cause)) throw cause;
    warn(`Functions run on 'tfjs', which is slow: ${noRuntime.message} ${cause.message}`);
    return plainTfjs();
  }
}

function isUnavailable(cause: unknown): cause is EngineError {
  return cause instanceof EngineError && cause.code === 'RUNTIME_UNAVAILABLE';
}
