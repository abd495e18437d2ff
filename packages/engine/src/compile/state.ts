import * as tf from '@tensorflow/tfjs-core';
import type { TensorData } from '../graph/graph.ts';
import { plainTensor } from '../trace/recorder.ts';

/** The variable's values now. Shares its memory where the backend keeps values in JavaScript. */
export function readVariable(variable: tf.Variable): TensorData {
  const values = variable.dataSync();
  const { dtype, shape } = variable;
  if (dtype === 'float32') return { type: 'float32', dims: shape, data: values as Float32Array };
  return plainTensor(values, shape, dtype);
}

export function writeVariable(variable: tf.Variable, { type, dims, data }: TensorData): void {
  const tensor = tf.tensor(data as Float32Array, [...dims], type as tf.DataType);
  variable.assign(tensor);
  tensor.dispose();
}
