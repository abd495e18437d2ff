import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';

/** What differs from tfjs on purpose: a row of the README's table each. */
interface Difference {
  readonly fn: (x: tf.Tensor) => tf.Tensor;
  readonly x: readonly number[];
  readonly type?: 'int32';
  readonly ours: readonly number[];
  readonly tfjs: readonly number[];
}

const differences: Readonly<Record<string, Difference>> = {
  'argMax finds the NaN': { fn: (x) => tf.argMax(x), x: [1, Number.NaN, 2], ours: [1], tfjs: [2] },
  'argMin finds the NaN': { fn: (x) => tf.argMin(x), x: [1, Number.NaN, 2], ours: [1], tfjs: [0] },
  'the sign of NaN is NaN': { fn: tf.sign, x: [Number.NaN], ours: [Number.NaN], tfjs: [0] },
  'products of whole numbers wrap to the bit': {
    fn: (x) => tf.mul(x, x),
    x: [2 ** 31 - 1],
    type: 'int32',
    ours: [1],
    tfjs: [0],
  },
  '1 to any power is 1': {
    fn: (x) => tf.pow(1, x),
    x: [Number.POSITIVE_INFINITY, Number.NaN],
    ours: [1, 1],
    tfjs: [Number.NaN, Number.NaN],
  },
  'a quotient beyond int32 has lost its last digits': {
    fn: (x) => tf.floorDiv(x, 3),
    x: [1e10],
    ours: [-961_634_048],
    tfjs: [-961_633_963],
  },
  'a zero may have the other sign': {
    fn: (x) => tf.reciprocal(tf.relu(x)),
    x: [-0],
    ours: [Number.NEGATIVE_INFINITY],
    tfjs: [Number.POSITIVE_INFINITY],
  },
  'the step at a number below the smallest normal one is a fraction': {
    fn: (x) => tf.lessEqual(tf.step(x), 0.5),
    x: [1e-40],
    ours: [1],
    tfjs: [0],
  },
  'a segment holds only its own numbers': {
    fn: (x) => tf.unsortedSegmentSum(x, tf.tensor1d([0, 1], 'int32'), 2),
    x: [1, Number.NaN],
    ours: [1, Number.NaN],
    tfjs: [Number.NaN, Number.NaN],
  },
  'shares of softmax below 1e-38 are nothing': {
    fn: (x) => tf.softmax(x),
    x: [0, -95],
    ours: [1, 0],
    tfjs: [1, Math.fround(5.521115949439779e-42)],
  },
};

test.each(Object.entries(differences))('%s', async (_, { fn, x, type, ours, tfjs }) => {
  const inputs = { x: type ? { shape: [x.length], type } : { shape: [x.length] } };
  const given = { x: type ? Int32Array.from(x) : Float32Array.from(x) };
  const resultOf = async (engine?: 'tfjs') => {
    const compiled = await compile((all: Record<string, tf.Tensor>) => ({ y: fn(all.x!) }), {
      inputs,
      ...(engine && { engine }),
    });
    const { y } = await compiled.run(given);
    await compiled.dispose();
    return Array.from(y!.data as Float32Array);
  };
  expect(await resultOf()).toEqual(ours);
  expect(await resultOf('tfjs')).toEqual(tfjs);
});

test.each([-1, 9])('an index of %d is refused when it runs, in words that name the kernel', async (index) => {
  const kernels: Record<string, (x: tf.Tensor, at: tf.Tensor) => tf.Tensor> = {
    GatherV2: (x, at) => tf.gather(x, tf.cast(tf.reshape(at, [1]), 'int32')),
    GatherNd: (x, at) => tf.gatherND(x, tf.cast(at, 'int32')),
    ScatterNd: (x, at) => tf.scatterND(tf.cast(at, 'int32'), tf.slice(x, 0, 1), [3]),
  };
  for (const [kernel, fn] of Object.entries(kernels)) {
    const inputs = { x: { shape: [3] }, at: { shape: [1, 1] } };
    const given = { x: Float32Array.of(1, 2, 3), at: Float32Array.of(index) };
    const compiled = await compile(({ x, at }) => ({ y: fn(x!, at!) }), { inputs });
    const message = expect.stringContaining(`kernel '${kernel}' of `);
    await expect(compiled.run(given)).rejects.toMatchObject({ code: 'RUNTIME_FAILED', message });
    await compiled.dispose();
    const plain = await compile(({ x, at }) => ({ y: fn(x!, at!) }), { inputs, engine: 'tfjs' });
    await expect(plain.run(given)).rejects.toThrow(/ind(ex|ices)/);
  }
});
