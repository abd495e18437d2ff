import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { eager } from '../testing/reference.ts';

type Picture = tf.Tensor4D;

/** A tfjs function of one number, and what it and its slope are in double precision. */
interface Case {
  readonly fn: (x: tf.Tensor) => tf.Tensor;
  readonly value: (x: number) => number;
  /** Left out where tfjs's own formula of the gradient loses the digits. */
  readonly slope?: (x: number) => number;
  /** Where tfjs's formula can be followed in float32. Default: everywhere. */
  readonly within?: readonly [number, number];
  /** How large the terms are that are added, where they may cancel. Default: the value, and the slope. */
  readonly terms?: (x: number) => number;
}

const { abs, cosh, exp, expm1, log1p, max, sqrt, tanh } = Math;
const sigmoid = (x: number) => (x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)));
const softplus = (x: number) => max(x, 0) + log1p(exp(-abs(x)));
const sigmoidSlope = (x: number) => sigmoid(x) * sigmoid(-x);
const tanhSlope = (x: number) => 1 / cosh(x) ** 2;
const [scale, scaleAlpha] = [1.0507009873554805, 1.7580993408473768];

const cases: Record<string, Case> = {
  sigmoid: { fn: tf.sigmoid, value: sigmoid, slope: sigmoidSlope },
  '1 - sigmoid': {
    fn: (x) => tf.sub(1, tf.sigmoid(x)),
    value: (x) => sigmoid(-x),
    slope: (x) => -sigmoidSlope(x),
  },
  'sigmoid - 1': { fn: (x) => tf.sub(tf.sigmoid(x), 1), value: (x) => -sigmoid(-x) },
  'log sigmoid': {
    fn: (x) => tf.log(tf.sigmoid(x)),
    value: (x) => -softplus(-x),
    slope: (x) => sigmoid(-x),
    within: [-85, Infinity], // the slope of log is one over the sigmoid
  },
  'log 1 - sigmoid': {
    fn: (x) => tf.log(tf.sub(1, tf.sigmoid(x))),
    value: (x) => -softplus(x),
    slope: (x) => -sigmoid(x),
    within: [-Infinity, 85],
  },
  // As tfjs's layers have it in binary cross-entropy.
  'log 1 - sigmoid held between bounds': {
    fn: (x) => tf.log(tf.sub(1, tf.clipByValue(tf.sigmoid(x), 1e-7, 1 - 1e-7))),
    value: (x) => -softplus(x),
    slope: (x) => -sigmoid(x),
    within: [-1, 15],
  },
  logSigmoid: { fn: tf.logSigmoid, value: (x) => -softplus(-x), slope: (x) => sigmoid(-x) },
  softplus: { fn: tf.softplus, value: softplus, slope: sigmoid },
  'cross-entropy of 0': { fn: (x) => crossEntropy(0, x), value: softplus },
  'cross-entropy of 1': { fn: (x) => crossEntropy(1, x), value: (x) => softplus(-x) },
  swish: {
    fn: (x) => tf.mul(x, tf.sigmoid(x)),
    value: (x) => x * sigmoid(x),
    slope: (x) => sigmoid(x) + x * sigmoidSlope(x),
    terms: (x) => sigmoid(x) + abs(x) * sigmoidSlope(x),
  },
  mish: {
    fn: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
    value: (x) => x * tanh(softplus(x)),
    slope: (x) => tanh(softplus(x)) + x * tanhSlope(softplus(x)) * sigmoid(x),
    terms: (x) => tanh(softplus(x)) + abs(x) * tanhSlope(softplus(x)) * sigmoid(x),
  },
  tanh: { fn: tf.tanh, value: tanh, slope: tanhSlope },
  '1 - tanh': {
    fn: (x) => tf.sub(1, tf.tanh(x)),
    value: (x) => 2 * sigmoid(-2 * x),
    slope: (x) => -tanhSlope(x),
  },
  '1 + tanh': { fn: (x) => tf.add(tf.tanh(x), 1), value: (x) => 2 * sigmoid(2 * x), slope: tanhSlope },
  expm1: { fn: tf.expm1, value: expm1, slope: exp },
  log1p: { fn: tf.log1p, value: log1p, slope: (x) => 1 / (1 + x), within: [-1, Infinity] },
  elu: { fn: tf.elu, value: (x) => (x > 0 ? x : expm1(x)), slope: (x) => (x > 0 ? 1 : exp(x)) },
  selu: {
    fn: tf.selu,
    value: (x) => (x > 0 ? scale * x : scaleAlpha * expm1(x)),
    slope: (x) => (x > 0 ? scale : scaleAlpha * exp(x)),
  },
  exp: { fn: tf.exp, value: exp, slope: exp },
  log: { fn: tf.log, value: Math.log, slope: (x) => 1 / x, within: [0, Infinity] },
  sqrt: { fn: tf.sqrt, value: sqrt, within: [0, Infinity] },
  rsqrt: { fn: tf.rsqrt, value: (x) => 1 / sqrt(x), within: [0, Infinity] },
  reciprocal: { fn: tf.reciprocal, value: (x) => 1 / x },
  sinh: { fn: tf.sinh, value: Math.sinh, slope: cosh },
  cosh: { fn: tf.cosh, value: cosh, slope: Math.sinh },
  asinh: { fn: tf.asinh, value: Math.asinh },
  acosh: { fn: tf.acosh, value: Math.acosh, within: [1, Infinity] },
  atanh: { fn: tf.atanh, value: Math.atanh, within: [-1, 1] },
  asin: { fn: tf.asin, value: Math.asin, within: [-1, 1] },
  acos: { fn: tf.acos, value: Math.acos, within: [-1, 1] },
  atan: { fn: tf.atan, value: Math.atan },
  sin: { fn: tf.sin, value: Math.sin, slope: Math.cos },
  cos: { fn: tf.cos, value: Math.cos, slope: (x) => -Math.sin(x) },
  tan: { fn: tf.tan, value: Math.tan },
};

function crossEntropy(label: number, x: tf.Tensor): tf.Tensor {
  return tf.losses.sigmoidCrossEntropy(tf.fill(x.shape, label), x, undefined, 0, tf.Reduction.NONE);
}

/** Channels that fill a block of the native engine. */
const CHANNELS = 16;
const COUNT = 1024;

/** Numbers of both signs at every exponent that float32 has, and evenly up to where exp overflows. */
function sweep(
  mantissa: number,
  [least, most]: readonly [number, number] = [-Infinity, Infinity],
): Float32Array {
  const exponents = Array.from({ length: 277 }, (_, i) => mantissa * 2 ** (i - 149));
  const even = Array.from({ length: 235 }, (_, i) => (i + mantissa) / 2);
  const both = [...exponents, ...even].flatMap((x) => [x, -x]).map(Math.fround);
  const inside = both.filter((x) => x > least && x < most);
  return Float32Array.from({ length: COUNT }, (_, i) => inside[i % inside.length]!);
}

/** A convolution that keeps every number as it is; what follows it goes in blocks of channels. */
function inBlocks(x: tf.Tensor): tf.Tensor {
  const same = tf.tensor4d(
    Array.from({ length: CHANNELS ** 2 }, (_, i) => (i % (CHANNELS + 1) === 0 ? 1 : 0)),
    [1, 1, CHANNELS, CHANNELS],
  );
  return tf.conv2d(x as Picture, same, 1, 'valid');
}

// tfjs-node has kernels of its own.
describe.skipIf(eager).each([
  ['of numbers', (x: tf.Tensor) => x],
  ['of pictures', inBlocks],
] as const)('right to the last digits over the whole range, %s', (_, before) => {
  test.each(Object.keys(cases))('%s', async (name) => {
    const { fn, value, slope, within, terms } = cases[name]!;
    const shape = [1, COUNT / CHANNELS, 1, CHANNELS];
    const compiled = await compile(
      (inputs) => {
        const x = before(inputs.x!);
        return { value: fn(x), ...(slope && { slope: tf.grad((at) => tf.sum(fn(at)))(x) }) };
      },
      { inputs: { x: { shape } } },
    );
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 1, max: 1.9999, noNaN: true }), async (mantissa) => {
        const x = sweep(mantissa, within);
        const got = await compiled.run({ x });
        expectRight(name, x, got.value!.data, value);
        if (slope) expectRight(`slope of ${name}`, x, got.slope!.data, slope, terms);
      }),
      { numRuns: 8 },
    );
    await compiled.dispose();
  });
});

/** Eight units of the last digit, and what is below float32's smallest normal number. */
function expectRight(
  name: string,
  x: Float32Array,
  got: ArrayLike<unknown>,
  exact: (x: number) => number,
  terms = exact,
): void {
  x.forEach((at, i) => {
    const [is, wanted] = [Number(got[i]), exact(at)];
    if (is === Math.fround(wanted)) return;
    const off = abs(is - wanted);
    if (!(off <= 8 * 2 ** -23 * abs(terms(at)) + 2 ** -126))
      expect.fail(`${name} at ${at} is ${is}, not ${wanted}`);
  });
}
