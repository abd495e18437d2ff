/** Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment", 2004: their window and constants. */
const RADIUS = 5;
const SIGMA = 1.5;
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

const window = (() => {
  const taps = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)),
  );
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
})();

/**
 * Mean structural similarity (SSIM) of pictures and their reconstructions: 1 is equal, 0 is unrelated.
 * An 11 x 11 Gaussian window at every place where it fits whole; the mean over places, channels, pictures.
 *
 * @param pixels bytes, count x height x width x channels.
 * @param outputs the same in 0..1.
 * @throws {RangeError} if a picture is smaller than the window, or the two are not of one size.
 */
export function meanSsim(
  pixels: Uint8Array,
  outputs: Float32Array,
  [height, width, channels]: readonly [number, number, number],
): number {
  if (height < window.length || width < window.length) {
    throw new RangeError(`SSIM needs pictures of at least ${window.length} x ${window.length}.`);
  }
  if (pixels.length !== outputs.length) {
    throw new RangeError(`SSIM of ${pixels.length} pixels and ${outputs.length} outputs.`);
  }
  const size = height * width;
  const smooth = createSmoother(height, width);
  const maps = Array.from({ length: 5 }, () => new Float64Array(size)) as Maps;
  let total = 0;
  let places = 0;
  for (let at = 0; at < pixels.length; at += size * channels) {
    for (let channel = 0; channel < channels; channel++) {
      for (let i = 0; i < size; i++) {
        const x = pixels[at + i * channels + channel]! / 255;
        const y = outputs[at + i * channels + channel]!;
        maps[0][i] = x;
        maps[1][i] = y;
        maps[2][i] = x * x;
        maps[3][i] = y * y;
        maps[4][i] = x * y;
      }
      const [x, y, xx, yy, xy] = maps.map(smooth) as Maps;
      for (let i = 0; i < x.length; i++, places++) {
        const [mx, my] = [x[i]!, y[i]!];
        const brightness = (2 * mx * my + C1) / (mx * mx + my * my + C1);
        const structure = (2 * (xy[i]! - mx * my) + C2) / (xx[i]! - mx * mx + (yy[i]! - my * my) + C2);
        total += brightness * structure;
      }
    }
  }
  return total / places;
}

type Maps = [x: Float64Array, y: Float64Array, xx: Float64Array, yy: Float64Array, xy: Float64Array];

/** The window's weighted mean at every place, rows first, then columns. What it returns is new. */
function createSmoother(height: number, width: number) {
  const [rows, columns] = [height - 2 * RADIUS, width - 2 * RADIUS];
  const half = new Float64Array(height * columns);
  return (map: Float64Array): Float64Array => {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let tap = 0; tap < window.length; tap++) sum += window[tap]! * map[row * width + column + tap]!;
        half[row * columns + column] = sum;
      }
    }
    const whole = new Float64Array(rows * columns);
    for (let i = 0; i < whole.length; i++) {
      let sum = 0;
      for (let tap = 0; tap < window.length; tap++) sum += window[tap]! * half[i + tap * columns]!;
      whole[i] = sum;
    }
    return whole;
  };
}
