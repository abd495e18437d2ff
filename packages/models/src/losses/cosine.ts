import { tf } from '../tfjs.ts';
import type { Loss } from './loss.ts';
import { activate } from './output.ts';

/** Keeps the norm of a black picture from being zero. */
const EPSILON = 1e-8;

/**
 * One minus the cosine of picture and reconstruction, each taken as one long vector; 0 is equal.
 * It does not see brightness: a reconstruction may be darker by a factor at no cost.
 */
export const cosine: Loss = ({ last, activation }, pictures) =>
  tf.sub(1, tf.mean(cosines(activate(last, activation), pictures))) as tf.Scalar;

/**
 * The cosine of each row of `outputs` and its row of `pictures`, with its gradient in closed form: for output
 * y, picture x and n the product of their norms, `x / n - y (x.y) (x.x) / n^3`. That is two factors a row and
 * three passes over the batch, half of what deriving it step by step takes.
 */
const cosines = (outputs: tf.Tensor, pictures: tf.Tensor): tf.Tensor =>
  tf.customGrad((...given) => {
    const [y, save] = given as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const length = rowProducts(pictures, pictures);
    const norms = tf.add(tf.mul(length, rowProducts(y, y)), EPSILON);
    const inverse = tf.rsqrt(norms);
    const value = tf.mul(rowProducts(pictures, y), inverse);
    save([y, inverse, tf.div(tf.mul(value, length), norms)]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [output, ofPicture, ofOutput] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      return tf.sub(tf.mul(pictures, tf.mul(ofPicture, dy)), tf.mul(output, tf.mul(ofOutput, dy)));
    };
    return { value, gradFunc };
  })(outputs);

/** The inner product of each row of `a` with its row of `b`: [rows, 1]. */
function rowProducts(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.sum(tf.mul(a, b), 1, true);
}
