import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';

const odd = fc.constantFrom(1, -2, 0, 3e38, Number.NaN, Infinity, -Infinity);

test('the largest and the smallest of numbers is NaN wherever one of them is', async () => {
  const fn = ({ x }: Record<string, tf.Tensor>) => ({
    largest: tf.max(x!),
    smallest: tf.min(x!),
    'of rows': tf.max(x!, 1),
    'of columns': tf.min(x!, 0, true),
  });
  const inputs = { x: { shape: [3, 5] } };
  const [compiled, reference] = [
    await compile(fn, { inputs }),
    await compile(fn, { inputs, engine: 'tfjs' }),
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(odd, { minLength: 15, maxLength: 15 }), async (values) => {
      const x = Float32Array.from(values);
      expect(await compiled.run({ x })).toEqual(await reference.run({ x }));
    }),
    { numRuns: 30 },
  );
  await compiled.dispose();
});
