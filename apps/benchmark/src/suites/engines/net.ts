import { createRandom } from '@hourglass/datasets';
import * as tf from '@tensorflow/tfjs-core';
// Brings the gradients: TensorFlow.js registers them only for those who load its layers.
import '@tensorflow/tfjs-layers';

/** A dense autoencoder as anybody would write it, and its loss. The same seed gives the same weights. */
export function createNet(pixelCount: number, codeSize: number, seed: number) {
  const matrix = (rows: number, columns: number, stream: number) => {
    const random = createRandom(seed, stream);
    const limit = Math.sqrt(6 / (rows + columns));
    const values = Float32Array.from({ length: rows * columns }, () => (2 * random.float() - 1) * limit);
    return tf.variable(tf.tensor2d(values, [rows, columns]));
  };
  const encode = matrix(pixelCount, codeSize, 100);
  const encodeBias = tf.variable(tf.zeros([codeSize]));
  const decode = matrix(codeSize, pixelCount, 101);
  const decodeBias = tf.variable(tf.zeros([pixelCount]));

  return {
    variables: [encode, encodeBias, decode, decodeBias] as tf.Variable[],
    /** BCE on logits; of the ways to write it, tfjs-wasm runs this one fastest. */
    loss(x: tf.Tensor): tf.Scalar {
      const code = tf.sigmoid(tf.add(tf.matMul(x as tf.Tensor2D, encode as tf.Tensor2D), encodeBias));
      const logits = tf.add(tf.matMul(code as tf.Tensor2D, decode as tf.Tensor2D), decodeBias);
      return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, x)));
    },
  };
}
