import { tf } from '../tfjs.ts';

/**
 * A code drawn from the distribution that a variational net gives for each picture (Kingma and Welling, 2014),
 * and how far these are from the standard normal one.
 *
 * @param distribution means and logarithms of the variances, [batch, codeSize] each.
 * @param normals standard normal numbers, one for each number of the code.
 * @returns `divergence`: Kullback-Leibler in nats a picture, mean over the batch.
 */
export function sampleCode(distribution: readonly tf.Tensor[], normals: tf.Tensor) {
  const [mean, logVariance] = distribution as [tf.Tensor, tf.Tensor];
  const code = tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), normals));
  const terms = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));
  return { code, divergence: tf.mul(tf.mean(tf.sum(terms, 1)), 0.5) };
}
