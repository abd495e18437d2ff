import { tf } from '../tfjs.ts';

/** The variables' values one after the other, as little-endian float32. */
export function encodeValues(variables: readonly tf.Variable[]): Uint8Array {
  const values = new Float32Array(variables.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const variable of variables) {
    values.set(variable.dataSync() as Float32Array, at);
    at += variable.size;
  }
  return new Uint8Array(values.buffer);
}

/** Whether all their values are numbers, neither infinite nor NaN. */
export function areFinite(variables: readonly tf.Variable[]): boolean {
  return variables.every((variable) => {
    const values = variable.dataSync();
    // A plain loop: there may be millions, at each checkpoint.
    for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
    return true;
  });
}

/** Gives the variables the values that `encodeValues` wrote. The bytes must be as many as they need. */
export function decodeValues(variables: readonly tf.Variable[], bytes: Uint8Array): void {
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  let at = 0;
  for (const variable of variables) {
    const tensor = tf.tensor(values.slice(at, at + variable.size), variable.shape);
    variable.assign(tensor);
    tensor.dispose();
    at += variable.size;
  }
}
