import { EngineError } from '../errors.ts';
import { messageOf } from '../runtimes/failures.ts';
import { howToBuild } from './folder.ts';
import { type TfjsNodePlace, tfjsNodePlaces } from './places.ts';

/** tfjs-node's native half. Loading it loads libtensorflow, and no TensorFlow.js. */
export interface Binding {
  /** The version of libtensorflow. */
  readonly TF_Version: string;
}

export interface LoadedBinding {
  readonly binding: Binding;
  readonly place: TfjsNodePlace;
  /** Resolves as tfjs-node's own files do. */
  readonly require: NodeJS.Require;
}

/**
 * Loads the tfjs-node that the user has installed, or else what `scripts/build-tfjs-node.mjs` built.
 * @param threads that one operator may use; libtensorflow asks once a process. Default: all cores.
 * @throws {EngineError} `RUNTIME_UNAVAILABLE` where neither is there and loads.
 */
export async function loadBinding(threads?: number): Promise<LoadedBinding> {
  if (!globalThis.process?.versions?.node) {
    throw new EngineError('RUNTIME_UNAVAILABLE', 'tfjs-node runs in Node only. Choose another engine.');
  }
  // libtensorflow reads its settings from the environment. Its log would tell what it was compiled for.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  if (threads !== undefined) process.env.TF_NUM_INTRAOP_THREADS ??= String(threads);
  const reasons: string[] = [];
  for (const place of await tfjsNodePlaces()) {
    try {
      return await loadFrom(place);
    } catch (cause) {
      reasons.unshift(place.origin === 'built' ? messageOf(cause) : installedButNot(place, cause));
    }
  }
  const advice = `Build it (${await howToBuild()}), or choose another engine.`;
  throw new EngineError(
    'RUNTIME_UNAVAILABLE',
    `tfjs-node does not load here: ${reasons.join('; ')}. ${advice}`,
    {
      cause: new Error(reasons.join('; ')),
    },
  );
}

async function loadFrom(place: TfjsNodePlace): Promise<LoadedBinding> {
  const { existsSync } = await import('node:fs');
  const { createRequire } = await import('node:module');
  const { join } = await import('node:path');
  const file = join(place.folder, 'lib', 'napi-v8', 'tfjs_binding.node');
  if (!existsSync(file)) throw new Error(`it is not built, there is no ${file}`);
  const require = createRequire(join(place.folder, 'package.json'));
  return { binding: require(file), place, require };
}

function installedButNot({ folder }: TfjsNodePlace, cause: unknown): string {
  return `the installed one (${folder}) does not load either: ${messageOf(cause)}`;
}
