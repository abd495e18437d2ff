import { EngineError } from '../errors.ts';
import { messageOf } from '../runtimes/failures.ts';
import { howToBuild, tfjsNodeFolder } from './folder.ts';

/** tfjs-node's native half. Loading it loads libtensorflow, and no TensorFlow.js. */
export interface Binding {
  /** Of libtensorflow. */
  readonly TF_Version: string;
}

export interface LoadedBinding {
  readonly binding: Binding;
  /** Resolves as tfjs-node's own files do. */
  readonly require: NodeJS.Require;
}

/**
 * Loads what `scripts/build-tfjs-node.mjs` built.
 * @param threads that one operator may use; libtensorflow asks once a process. Default: all cores.
 * @throws {EngineError} `RUNTIME_UNAVAILABLE` where it is not built or does not load.
 */
export async function loadBinding(threads?: number): Promise<LoadedBinding> {
  if (!globalThis.process?.versions?.node) {
    throw new EngineError('RUNTIME_UNAVAILABLE', 'tfjs-node runs in Node only. Choose another engine.');
  }
  try {
    const { existsSync } = await import('node:fs');
    const { createRequire } = await import('node:module');
    const { join } = await import('node:path');
    const folder = await tfjsNodeFolder();
    const file = join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
    if (!existsSync(file)) throw new Error(`it is not built, there is no ${file}`);
    // libtensorflow reads its settings from the environment. Its log would tell what it was compiled for.
    process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
    if (threads !== undefined) process.env.TF_NUM_INTRAOP_THREADS ??= String(threads);
    const require = createRequire(join(folder, 'package.json'));
    return { binding: require(file), require };
  } catch (cause) {
    throw new EngineError(
      'RUNTIME_UNAVAILABLE',
      `tfjs-node does not load here: ${messageOf(cause)}. Build it (${await howToBuild()}), or choose another engine.`,
      { cause },
    );
  }
}
