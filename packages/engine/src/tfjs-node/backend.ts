import * as tf from '@tensorflow/tfjs-core';
import { type Binding, loadBinding } from './binding.ts';
import { repairKernels, repairUtil } from './repair.ts';

/** tfjs-node's name for its backend; its kernels are registered under it. */
export const backendName = 'tensorflow';

type BackendClass = new (binding: Binding, packageName: string) => tf.KernelBackend;

let started: Promise<void> | undefined;

/**
 * Makes tfjs-node's backend known to tfjs, beside the one that is active. Whoever has imported
 * `@tensorflow/tfjs-node` already has it.
 * @throws {EngineError} `RUNTIME_UNAVAILABLE`.
 */
export async function startTensorflow(threads?: number): Promise<void> {
  if (tf.findBackendFactory(backendName)) return;
  started ??= start(threads);
  await started.catch((cause) => {
    started = undefined;
    throw cause;
  });
}

async function start(threads: number | undefined): Promise<void> {
  // tfjs starts a backend when first asked for one. Asked now, it stays the one that was there.
  if (tf.engine().backendNames().length > 0) tf.backend();
  const { binding, require } = await loadBinding(threads);
  repairUtil(require('node:util'));
  // The script put a stand-in for `@tensorflow/tfjs` beside the tfjs-node that it built, which hands out this: so
  // it works with the caller's tfjs, and no second one is loaded. An installed tfjs-node has its user's own.
  (globalThis as Record<symbol, unknown>)[Symbol.for('hourglass.tfjs')] = tf;
  require('./dist/register_all_kernels.js');
  repairKernels(backendName);
  const { NodeJSKernelBackend } = require('./dist/nodejs_kernel_backend.js') as {
    NodeJSKernelBackend: BackendClass;
  };
  tf.registerBackend(backendName, () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node'), 0);
}
