import { tf } from '../tfjs.ts';
import { cosine } from './cosine.ts';
import type { Loss } from './loss.ts';

/**
 * One minus the mean cosine of a pixel's channels and their reconstruction: the study's cosine loss, which
 * took the last axis of a picture. It compares hues and sees no brightness, pixel by pixel.
 *
 * A grey pixel is one number, and the cosine of two positive numbers is 1 whatever they are. So on grey
 * pictures this has almost no gradient: what is left is the share of black pixels, which have no direction
 * and count as 1. Use `cosine` there.
 */
export const pixelCosine: Loss = ({ last, activation }, pictures, channels) => {
  const byPixel = (tensor: tf.Tensor) => tf.reshape(tensor, [-1, channels]);
  return cosine({ last: byPixel(last), activation }, byPixel(pictures), channels);
};
