import { pixelsPerImage } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import { layers } from '../tfjs.ts';
import { frozenDense } from './frozen-dense.ts';

/** How steep a sigmoid must be to be a step: what is left between 0 and 1 is a ten-thousandth of a pixel. */
const STEEP = 1e4;
/** A sigmoid of this is 1, of its negative 0, in float32. */
const SURE = 30;
/** The logit of the black that comes in from outside. */
const BLACK = -12;

type Value = layers.SymbolicTensor;
type Side = 'height' | 'width';

/** Numbers of a code that say where a picture was. */
export const PLACE_SIZE = 2;

/**
 * Moves flat pictures by whole pixels, so that the centre of their mass is in the middle, in layers of Keras alone:
 * so every format of export has it. Steps, one for each place that the centre may be beyond, are dense layers on the
 * pixels, for mass times place is a sum over pixels. Another makes of them the matrix that moves the lines.
 *
 * @returns the moved pictures, flat, and where they were: two numbers in 0..1, 0.5 about the middle.
 */
export function moveToMiddle(picture: Value, shape: ImageShape): { centred: Value; place: Value[] } {
  const rows = stepsOfCentre(picture, shape, 'height');
  const columns = stepsOfCentre(picture, shape, 'width');
  return {
    centred: moved(picture, shape, movingMatrix(rows, shape[0], 1), movingMatrix(columns, shape[1], 1)),
    place: [placeOf(rows, shape[0]), placeOf(columns, shape[1])],
  };
}

/**
 * Moves flat logits of centred pictures back to where the last two numbers of a code say that they were.
 * @param codeSize those two included.
 */
export function moveBack(logits: Value, code: Value, codeSize: number, shape: ImageShape): Value {
  const rows = stepsOfPlace(code, codeSize, codeSize - 2, shape[0]);
  const columns = stepsOfPlace(code, codeSize, codeSize - 1, shape[1]);
  const offset = (by: number) => layers.layers.rescaling({ scale: 1, offset: by });
  const lit = offset(-BLACK).apply(logits) as Value;
  const back = moved(lit, shape, movingMatrix(rows, shape[0], -1), movingMatrix(columns, shape[1], -1));
  return offset(BLACK).apply(back) as Value;
}

/** The places that the centre can be at: so many pixels from the middle, and step i is 1 from the ith on. */
const offsetOf = (i: number, size: number) => i - Math.floor(size / 2);

function stepsOfCentre(picture: Value, shape: ImageShape, side: Side): Value {
  const [height, width, channels] = shape;
  const size = side === 'height' ? height : width;
  const line = (pixel: number) =>
    side === 'height' ? Math.floor(pixel / (width * channels)) : Math.floor(pixel / channels) % width;
  return dense(picture, {
    inputs: pixelsPerImage({ shape }),
    units: size,
    kernel: (pixel, i) => (i === 0 ? 0 : STEEP * (line(pixel) - (size - 1) / 2 - (offsetOf(i, size) - 0.5))),
    // A black picture stays where it is.
    bias: (i) => (i === 0 || offsetOf(i, size) <= 0 ? SURE : -SURE),
    activation: 'sigmoid',
  });
}

/** The number of steps that are 1, as a share. */
function placeOf(steps: Value, size: number): Value {
  return dense(steps, { inputs: size, units: 1, kernel: () => 1 / size, bias: () => -0.5 / size });
}

function stepsOfPlace(code: Value, codeSize: number, at: number, size: number): Value {
  return dense(code, {
    inputs: codeSize,
    units: size,
    kernel: (number, i) => (number === at && i > 0 ? STEEP : 0),
    bias: (i) => (i === 0 ? SURE : (-STEEP * i) / size),
    activation: 'sigmoid',
  });
}

/** The matrix that moves line y + offset to line y; with `sign` -1, back. Each step takes the matrix before it away. */
function movingMatrix(steps: Value, size: number, sign: 1 | -1): Value {
  const entry = (i: number, to: number, from: number) =>
    i >= 0 && from - to === sign * offsetOf(i, size) ? 1 : 0;
  const flat = dense(steps, {
    inputs: size,
    units: size * size,
    kernel: (i, unit) => {
      const [to, from] = [Math.floor(unit / size), unit % size];
      return entry(i, to, from) - entry(i - 1, to, from);
    },
  });
  return reshaped(flat, [size, size]);
}

/** `rows` times each column of a picture, and `columns` times each row. */
function moved(picture: Value, [height, width, channels]: ImageShape, rows: Value, columns: Value): Value {
  const lines = reshaped(picture, [height, width * channels]);
  const down = layers.layers.dot({ axes: [2, 1] }).apply([rows, lines]) as Value;
  const turned = permuted(reshaped(down, [height, width, channels]), [1, 3, 2]);
  const across = layers.layers
    .dot({ axes: [2, 2] })
    .apply([reshaped(turned, [height * channels, width]), columns]) as Value;
  const back = permuted(reshaped(across, [height, channels, width]), [1, 3, 2]);
  return layers.layers.flatten().apply(back) as Value;
}

function dense(input: Value, options: Parameters<typeof frozenDense>[0]): Value {
  return frozenDense(options).apply(input) as Value;
}

function reshaped(value: Value, targetShape: number[]): Value {
  return layers.layers.reshape({ targetShape }).apply(value) as Value;
}

function permuted(value: Value, dims: number[]): Value {
  return layers.layers.permute({ dims }).apply(value) as Value;
}
