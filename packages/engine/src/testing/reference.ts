import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// tfjs-core alone knows no gradients; its layers bring them along.
import '@tensorflow/tfjs-layers';
import { expect } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { InputSpec } from '../compile/scaled-inputs.ts';
import type { TensorData } from '../graph/graph.ts';
import type { TensorFunction } from '../trace/tensor-function.ts';
import { numbers } from './numbers.ts';

// The cpu backend's note that faster backends exist is not news here.
tf.enableProdMode();

/** Whether these tests run the function as it is: then everything is covered, and nothing is traced. */
export const eager = process.env.HOURGLASS_ENGINE === 'tfjs-node';

/**
 * Runs the function compiled and as plain tfjs on the same arrays and expects the same outputs.
 * Compiled for which engine, HOURGLASS_ENGINE says: vitest.config.ts runs every test once an engine.
 */
export async function expectSame(
  fn: TensorFunction,
  inputs: Readonly<Record<string, readonly number[] | { shape: number[]; values: Float32Array }>>,
  tolerance = 1e-5,
): Promise<void> {
  const specs: Record<string, InputSpec> = {};
  const arrays: Record<string, Float32Array> = {};
  Object.entries(inputs).forEach(([name, input], i) => {
    const shape = 'shape' in input ? input.shape : input;
    specs[name] = { shape };
    arrays[name] = 'shape' in input ? input.values : numbers(tf.util.sizeFromShape([...shape]), i + 7);
  });
  const compiled = await compile(fn, { inputs: specs });
  const reference = await compile(fn, { inputs: specs, engine: 'tfjs' });
  const [got, wanted] = [await compiled.run(arrays), await reference.run(arrays)];
  await compiled.dispose();
  expect(Object.keys(got)).toEqual(Object.keys(wanted));
  for (const [name, tensor] of Object.entries(wanted)) expectClose(got[name]!, tensor, tolerance, name);
}

export function expectClose(got: TensorData, wanted: TensorData, tolerance: number, name = ''): void {
  expect({ name, type: got.type, dims: got.dims }).toEqual({ name, type: wanted.type, dims: wanted.dims });
  for (let i = 0; i < wanted.data.length; i++) {
    const [a, b] = [Number(got.data[i]), Number(wanted.data[i])];
    const off = Math.abs(a - b) / Math.max(1, Math.abs(b));
    if (!(off <= tolerance) && a !== b && !(Number.isNaN(a) && Number.isNaN(b))) {
      expect.fail(`${name}[${i}] is ${a}, the reference says ${b}`);
    }
  }
}

/** The gradient of the mean of `fn`'s output for every input, by name. */
export function gradients(fn: (inputs: Record<string, tf.Tensor>) => tf.Tensor): TensorFunction {
  return (inputs) => {
    const names = Object.keys(inputs);
    const loss = (...values: tf.Tensor[]) =>
      tf.mean(fn(Object.fromEntries(names.map((n, i) => [n, values[i]!]))));
    const grads = tf.grads(loss as (...args: tf.Tensor[]) => tf.Tensor)(names.map((name) => inputs[name]!));
    return Object.fromEntries(names.map((name, i) => [name, grads[i]!]));
  };
}
