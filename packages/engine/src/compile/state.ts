import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { TensorData } from '../graph/graph.ts';
import { plainTensor } from '../trace/recorder.ts';
import type { StateOwner } from '../trace/trace.ts';

/** The variable's values now. Shares its memory where the backend keeps values in JavaScript. */
export function readVariable(variable: StateOwner): TensorData {
  const values = variable.dataSync();
  const { dtype, shape } = variable;
  if (dtype === 'float32') return { type: 'float32', dims: shape, data: values as Float32Array };
  return plainTensor(values, shape, dtype);
}

export function writeVariable(variable: StateOwner, { type, dims, data }: TensorData): void {
  const tensor = tf.tensor(data as Float32Array, [...dims], type as tf.DataType);
  variable.assign(tensor);
  tensor.dispose();
}

/** @throws {EngineError} `DISPOSED` if somebody has disposed a variable that compiled code still uses. */
export function checkAlive(variables: Iterable<StateOwner>): void {
  for (const { name, shape, isDisposed } of variables) {
    if (!isDisposed) continue;
    throw new EngineError(
      'DISPOSED',
      `variable '${name}' of shape [${shape}] was disposed, and compiled code still uses it. Dispose that first.`,
    );
  }
}
