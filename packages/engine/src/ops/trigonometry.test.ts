import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkWithGradients } from '../testing/check-gradients.ts';
import { eager, expectSame } from '../testing/reference.ts';
import { trigonometry } from './trigonometry.ts';

// The inputs lie between -2 and 2; each inverse gets what it is defined for.
const kernels: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  Acos: (x) => tf.acos(tf.div(x, 2.1)),
  Acosh: (x) => tf.acosh(tf.add(tf.abs(x), 1.1)),
  Asin: (x) => tf.asin(tf.div(x, 2.1)),
  Asinh: tf.asinh,
  Atan: tf.atan,
  Atanh: (x) => tf.atanh(tf.div(x, 2.1)),
  Cosh: tf.cosh,
  Sinh: tf.sinh,
  Tan: (x) => tf.tan(tf.div(x, 2)),
  Atan2: (x) => tf.atan2(x, tf.add(tf.mul(x, x), -1)),
};

test('every kernel is here', () => expect(Object.keys(kernels)).toEqual(Object.keys(trigonometry)));

test.each(Object.keys(kernels))('%s and its gradient', (name) =>
  checkWithGradients(({ x }) => kernels[name]!(x!), { x: [2, 5, 3] }),
);

test('atan2 in every quadrant and on every axis', () => {
  const side = fc.constantFrom(-2, -0.5, 0, 0.5, 2);
  return fc.assert(
    fc.asyncProperty(fc.array(side, { minLength: 6, maxLength: 6 }), async (values) => {
      const points = { shape: [6], values: Float32Array.from(values) };
      const other = { shape: [6], values: Float32Array.from([...values].reverse()) };
      await expectSame(({ a, b }) => ({ y: tf.atan2(a!, b!) }), { a: points, b: other });
    }),
    { numRuns: 25 },
  );
});

test.skipIf(eager)('atan2 of all pairs of signed zeros, of infinite sides and of NaN', async () => {
  const sides = [0, -0, 1, -1, 1e-30, -1e30, Infinity, -Infinity, Number.NaN];
  const column = (of: (i: number) => number) => {
    const values = Float32Array.from({ length: sides.length ** 2 }, (_, i) => of(i));
    return { shape: [values.length], values };
  };
  const a = column((i) => sides[Math.floor(i / sides.length)]!);
  const b = column((i) => sides[i % sides.length]!);
  // The sign of a zero shows in its reciprocal.
  await expectSame(({ a, b }) => ({ angle: tf.atan2(a!, b!), sign: tf.reciprocal(tf.atan2(a!, b!)) }), {
    a,
    b,
  });
});
