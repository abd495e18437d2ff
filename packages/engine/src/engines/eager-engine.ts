import * as tf from '@tensorflow/tfjs-core';
import { backendName, startTensorflow } from '../tfjs-node/backend.ts';
import { withRepairedGradients } from '../trace/gradients.ts';
import { repairTfjs } from './repair-tfjs.ts';

/** Who calls a function as it is: tfjs, on one of its backends. */
export interface EagerEngine {
  readonly name: 'tfjs' | 'tfjs-node';
  /** Calls `fn` with that backend active. `fn` must not wait. */
  within<T>(fn: () => T): T;
}

/** tfjs on the backend that is active. */
export function plainTfjs(): EagerEngine {
  repairTfjs();
  return { name: 'tfjs', within: withRepairedGradients };
}

/**
 * tfjs on libtensorflow. Tensors that live elsewhere are moved there by tfjs when a kernel first reads
 * them, and back when another backend's kernel does; reading their values moves nothing.
 *
 * @throws {EngineError} `RUNTIME_UNAVAILABLE`.
 */
export async function tfjsNode(threads?: number): Promise<EagerEngine> {
  await startTensorflow(threads);
  return {
    name: 'tfjs-node',
    within(fn) {
      const before = tf.getBackend();
      tf.setBackend(backendName);
      try {
        return withRepairedGradients(fn);
      } finally {
        if (before) tf.setBackend(before);
      }
    },
  };
}
