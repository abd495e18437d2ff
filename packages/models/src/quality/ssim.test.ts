import { expect, test } from 'vitest';
import { meanSsim } from './ssim.ts';

/** Two pictures of 16 x 16 made by a formula, so that another program can make them too. */
function pair(channels: number) {
  const make = (seed: number) =>
    Uint8Array.from({ length: 256 * channels }, (_, i) => (i * i * seed + 37 * i + 11 * seed) % 251);
  const [a, b] = [make(3), make(5)];
  return {
    pixels: a,
    outputs: Float32Array.from(a, (value, i) => Math.floor(value * 0.7 + b[i]! * 0.3) / 255),
  };
}

// scikit-image 0.26, structural_similarity(a, b, data_range=255, gaussian_weights=True, sigma=1.5,
// use_sample_covariance=False), the mean of one call a channel.
test.each([
  [1, 0.8953009273],
  [3, 0.8843256548],
])('SSIM of %i channels is that of scikit-image', (channels, expected) => {
  const { pixels, outputs } = pair(channels);
  expect(meanSsim(pixels, outputs, [16, 16, channels])).toBeCloseTo(expected, 5);
});

test('SSIM of equal pictures is 1, and the mean over several is their mean', () => {
  const { pixels, outputs } = pair(3);
  const equal = Float32Array.from(pixels, (value) => value / 255);
  expect(meanSsim(pixels, equal, [16, 16, 3])).toBeCloseTo(1, 6);
  const two = Uint8Array.of(...pixels, ...pixels);
  const mixed = Float32Array.of(...equal, ...outputs);
  const own = meanSsim(pixels, outputs, [16, 16, 3]);
  expect(meanSsim(two, mixed, [16, 16, 3])).toBeCloseTo((1 + own) / 2, 6);
});

test('SSIM refuses pictures that its window does not fit in', () => {
  expect(() => meanSsim(new Uint8Array(100), new Float32Array(100), [10, 10, 1])).toThrow('at least 11 x 11');
  expect(() => meanSsim(new Uint8Array(256), new Float32Array(255), [16, 16, 1])).toThrow('256 pixels');
});
