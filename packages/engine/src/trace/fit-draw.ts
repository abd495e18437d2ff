import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { RandomDraw } from './random-draws.ts';

/** What standard draws are multiplied by, and what is then added. */
export interface Placement {
  readonly scale: number;
  readonly shift: number;
}

const draw = {
  randomUniform: tf.randomUniform,
  randomNormal: tf.randomNormal,
  truncatedNormal: tf.truncatedNormal,
};

/** A share of the largest value. Values and standard draws are both rounded to floats. */
const TOLERANCE = 1e-6;

/**
 * The bounds, or mean and deviation, that a draw was asked for. tfjs does not tell, but draws the same
 * numbers from the same seed: so the standard draw of that seed is made, and the line through both is taken.
 * @throws {EngineError} `TRACE_FAILED` where there is no such line, or too few numbers to see it.
 */
export function fitDraw({ distribution, seed, values }: RandomDraw): Placement {
  const refuse = (why: string): never => {
    throw new EngineError('TRACE_FAILED', `tf.${distribution} of shape [${values.dims}] in a trace: ${why}`);
  };
  if (values.type !== 'float32') {
    return refuse(`type '${values.type}' is not covered. Draw floats, then tf.floor and tf.cast them.`);
  }
  const wanted = values.data;
  const standard = tf.tidy(() =>
    draw[distribution]([...values.dims], 0, 1, 'float32', seed).dataSync(),
  ) as Float32Array;
  const largest = wanted.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const fits = ({ scale, shift }: Placement) =>
    wanted.every((value, i) => Math.abs(scale * standard[i]! + shift - value) <= TOLERANCE * largest);

  const plain = { scale: 1, shift: 0 };
  if (fits(plain)) return plain;
  const [low, high] = extremes(standard);
  const reach = standard[high]! - standard[low]!;
  if (reach < 0.01) return refuse('that is too few numbers to tell their range by. Draw more, and slice.');
  const scale = (wanted[high]! - wanted[low]!) / reach;
  const line = { scale, shift: wanted[low]! - scale * standard[low]! };
  // People ask for 0.05, not for 0.0500000007: the shortest decimals that explain the values.
  for (let digits = 0; digits <= 12; digits++) {
    const short = { scale: Number(line.scale.toFixed(digits)), shift: Number(line.shift.toFixed(digits)) };
    if (fits(short)) return short;
  }
  return fits(line) ? line : refuse('tfjs drew it in a way that is not known here.');
}

/** Where the smallest and the largest number are. */
function extremes(values: Float32Array): [number, number] {
  let [low, high] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < values[low]!) low = i;
    if (values[i]! > values[high]!) high = i;
  }
  return [low, high];
}
