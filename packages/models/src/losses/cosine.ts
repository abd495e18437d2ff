import { tf } from '../tfjs.ts';
import type { Loss } from './loss.ts';

/** Keeps the norm of a black picture from being zero. */
const EPSILON = 1e-8;

/**
 * One minus the cosine of picture and reconstruction, each taken as one long vector; 0 is equal.
 * It does not see brightness: a reconstruction may be darker by a factor at no cost.
 */
export const cosine: Loss = (logits, pictures) => tf.sub(1, tf.mean(cosines(logits, pictures))) as tf.Scalar;

/**
 * The cosine of each row of `sigmoid(logits)` and its row of `pictures`, with its gradient in closed form:
 * for output y, picture x and n the product of their norms, `(x / n - y (x.y) (x.x) / n^3) y (1 - y)`.
 * That is two factors a row and five passes over the batch; derived step by step it is about twice as many.
 */
const cosines = (logits: tf.Tensor, pictures: tf.Tensor): tf.Tensor =>
  tf.customGrad((...given) => {
    const [z, save] = given as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const output = tf.sigmoid(z);
    const length = rowProducts(pictures, pictures);
    const norms = tf.add(tf.mul(length, rowProducts(output, output)), EPSILON);
    const inverse = tf.rsqrt(norms);
    const value = tf.mul(rowProducts(pictures, output), inverse);
    save([output, inverse, tf.div(tf.mul(value, length), norms)]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [y, ofPicture, ofOutput] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const byOutput = tf.sub(tf.mul(pictures, tf.mul(ofPicture, dy)), tf.mul(y, tf.mul(ofOutput, dy)));
      return tf.mul(byOutput, tf.sub(y, tf.square(y)));
    };
    return { value, gradFunc };
  })(logits);

/** The inner product of each row of `a` with its row of `b`: [rows, 1]. */
function rowProducts(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.sum(tf.mul(a, b), 1, true);
}
