import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { expectSame, gradients } from '../testing/reference.ts';
import { whole } from './whole.ts';

const odd = { shape: [2, 3], values: Float32Array.of(1, Number.NaN, -1, Infinity, 0, -Infinity) };
const truth = (x: tf.Tensor) => tf.greater(x, 0.5);

const kernels: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  Mod: (x) => tf.stack([tf.mod(x, 0.7), tf.mod(x, -0.7)]),
  FloorDiv: (x) => tf.floorDiv(tf.cast(tf.mul(x, 20), 'int32'), tf.scalar(-3, 'int32')),
  IsNan: tf.isNaN,
  IsInf: tf.isInf,
  IsFinite: tf.isFinite,
  All: (x) => tf.all(truth(x), 1, true),
  Any: (x) => tf.any(truth(x), 0),
  Range: (x) => tf.add(x, tf.add(tf.range(3, 0, -1), tf.cast(tf.range(0, 6, 2, 'int32'), 'float32'))),
  LinSpace: (x) => tf.add(x, tf.linspace(-1, 1, 3)),
};

test('every kernel is here', () => expect(Object.keys(kernels)).toEqual(Object.keys(whole)));

test.each(Object.keys(kernels))('%s', (name) =>
  expectSame(({ x }) => ({ y: kernels[name]!(x!) }), { x: name.startsWith('Is') ? odd : [2, 3] }),
);

test('mod has gradients', () =>
  expectSame(
    gradients(({ a, b }) => tf.mod(a!, tf.add(tf.abs(b!), 0.3))),
    { a: [4, 3], b: [3] },
  ));

test('logicalXor is made of covered kernels', () =>
  expectSame(({ a, b }) => ({ y: tf.logicalXor(truth(a!), truth(b!)) }), { a: [9], b: [9] }));
