import type * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';

/** Tensors by name. */
export type NamedTensors = Record<string, tf.Tensor>;

/**
 * What is compiled: takes tensors by name beside its variables, and gives tensors by name. tfjs types the loss that
 * `optimizer.minimize(f, true)` gives as if it could be null; a null is an error when the function is called.
 */
export type TensorFunction = (inputs: NamedTensors) => Readonly<Record<string, tf.Tensor | null>>;

/** @throws {EngineError} `TRACE_FAILED` if the function gives something else than tensors by name. */
export function callFunction(fn: TensorFunction, inputs: NamedTensors): NamedTensors {
  const outputs: unknown = fn(inputs);
  const entries = Object.entries((outputs ?? {}) as Record<string, unknown>);
  if (typeof outputs !== 'object' || outputs === null || isTensor(outputs) || outputs instanceof Promise) {
    throw new EngineError(
      'TRACE_FAILED',
      `the function gives ${wordFor(outputs)}; it must give tensors by name, such as { loss }.`,
    );
  }
  const wrong = entries.find(([, output]) => !isTensor(output));
  if (wrong) {
    const [name, output] = wrong;
    const advice =
      output === null
        ? ' optimizer.minimize gives the loss only where it is asked to: minimize(f, true).'
        : '';
    throw new EngineError(
      'TRACE_FAILED',
      `output '${name}' is ${wordFor(output)}; it must be a tensor.${advice}`,
    );
  }
  return outputs as NamedTensors;
}

function isTensor(value: unknown): value is tf.Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value && 'shape' in value;
}

function wordFor(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  if (isTensor(value)) return 'one tensor';
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object' && value !== null
      ? 'an object'
      : String(value);
}
