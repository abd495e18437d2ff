import { oneOf } from '../engine-options.ts';
import { EngineError } from '../errors.ts';
import { native } from './native.ts';
import type { LoadedRuntime, LoadOptions, Runtime, RuntimeName } from './runtime.ts';
import { wasm } from './wasm.ts';

/** Best first: the order in which they are tried when nobody asked for one. */
export const runtimes: Readonly<Record<RuntimeName, Runtime>> = Object.freeze({ native, wasm });
const names = Object.keys(runtimes) as RuntimeName[];

/**
 * Loads the runtime that was asked for, or else the first that works. Who asked for one gets that one
 * or an error, never another in silence.
 *
 * @throws {EngineError} `RUNTIME_UNAVAILABLE` or `ENGINE_UNKNOWN`.
 */
export async function chooseRuntime(
  asked: RuntimeName | undefined,
  options: LoadOptions,
): Promise<LoadedRuntime> {
  if (asked) return runtimes[oneOf(names, asked, 'runtime')].load(options);
  const failures: EngineError[] = [];
  for (const runtime of Object.values(runtimes)) {
    try {
      const loaded = await runtime.load(options);
      if (failures.length > 0) options.warn(`Graphs run on '${loaded.name}': ${reasons(failures)}`);
      return loaded;
    } catch (cause) {
      if (!(cause instanceof EngineError)) throw cause;
      failures.push(cause);
    }
  }
  throw new EngineError('RUNTIME_UNAVAILABLE', `No runtime for graphs works here: ${reasons(failures)}`, {
    cause: failures,
  });
}

function reasons(failures: readonly EngineError[]): string {
  return failures.map(({ message }) => message).join(' ');
}
