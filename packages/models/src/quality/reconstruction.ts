/** How far an output may go towards 0 and 1 before its logarithm is taken: half a grey level's square. */
const BCE_EPSILON = 1e-3;

/**
 * BCE of the pixels against themselves, in nats a pixel: their own entropy. Pixels are greys, not
 * bits, so even a perfect reconstruction has this much; 0.0581 on MNIST's test set.
 */
export function bceFloor(pixels: Uint8Array): number {
  const histogram = new Float64Array(256);
  for (const pixel of pixels) histogram[pixel]!++;
  const entropy = (p: number) => (p === 0 || p === 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p));
  return histogram.reduce((sum, count, grey) => sum + count * entropy(grey / 255), 0) / pixels.length;
}

/**
 * Mean BCE a pixel in nats and mean squared error of outputs in 0..1. Outputs are held within
 * [0.001, 0.999] for the BCE, which favours outputs that are clipped, such as PCA's.
 */
export function reconstructionErrors(
  pixels: Uint8Array,
  outputs: Float32Array,
): { bce: number; mse: number } {
  let bce = 0;
  let mse = 0;
  for (let i = 0; i < pixels.length; i++) {
    const x = pixels[i]! / 255;
    const y = outputs[i]!;
    const held = Math.min(Math.max(y, BCE_EPSILON), 1 - BCE_EPSILON);
    bce -= x * Math.log(held) + (1 - x) * Math.log(1 - held);
    mse += (x - y) * (x - y);
  }
  return { bce: bce / pixels.length, mse: mse / pixels.length };
}

/** Peak signal-to-noise ratio in dB, for pixels in 0..1. */
export function psnrOf(mse: number): number {
  return -10 * Math.log10(mse);
}
