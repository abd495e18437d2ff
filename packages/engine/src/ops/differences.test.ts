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

test('an index below nought counts from the end; one beyond it is refused', async () => {
  const picked = (index: number) =>
    compile(({ x }: Record<string, tf.Tensor>) => ({ y: tf.gather(x!, tf.tensor1d([index], 'int32')) }), {
      inputs: { x: { shape: [3] } },
    });
  const last = await picked(-1);
  expect([...((await last.run({ x: Float32Array.of(1, 2, 3) })).y!.data as Float32Array)]).toEqual([3]);
  await last.dispose();
  const beyond = await picked(9);
  await expect(beyond.run({ x: Float32Array.of(1, 2, 3) })).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
  await beyond.dispose();
});
