import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { eager, expectSame } from '../testing/reference.ts';

const names = ['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu', 'prelu'] as const;

describe('activations that fused kernels carry equal the reference', () => {
  test.each(names)('%s of a product', (activation) =>
    expectSame(
      ({ a, b, slopes }) => ({
        y: tf.fused.matMul({
          a: a!,
          b: b!,
          activation,
          leakyreluAlpha: 0.3,
          ...(activation === 'prelu' ? { preluActivationWeights: slopes! } : {}),
        }),
      }),
      { a: [3, 4], b: [4, 5], slopes: [5] },
    ),
  );

  test.each(names)('%s of a convolution', (activation) =>
    expectSame(
      ({ x, filter, slopes }) => ({
        y: tf.fused.conv2d({
          x: x as tf.Tensor4D,
          filter: filter as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          activation,
          leakyreluAlpha: 0.3,
          ...(activation === 'prelu' ? { preluActivationWeights: slopes! } : {}),
        }),
      }),
      { x: [2, 4, 4, 2], filter: [3, 3, 2, 3], slopes: [3] },
    ),
  );
});

test.skipIf(eager)('leakyrelu without an alpha takes that of tf.leakyRelu', async () => {
  const fn = ({ a, b }: Record<string, tf.Tensor>) => ({
    fused: tf.fused.matMul({ a: a!, b: b!, activation: 'leakyrelu' }),
    apart: tf.leakyRelu(tf.matMul(a!, b!)),
  });
  const compiled = await compile(fn, { inputs: { a: { shape: [2, 2] }, b: { shape: [2, 2] } } });
  const [a, b] = [Float32Array.of(1, -2, 3, -4), Float32Array.of(1, 2, 3, 4)];
  const { fused, apart } = await compiled.run({ a, b });
  await compiled.dispose();
  expect(fused).toEqual(apart);
});

test.skipIf(eager)('an activation that is not covered is refused by name', async () => {
  const fn = ({ a, b }: Record<string, tf.Tensor>) => ({
    y: tf.fused.matMul({ a: a!, b: b!, activation: 'gelu' as 'relu' }),
  });
  await expect(compile(fn, { inputs: { a: { shape: [2, 2] }, b: { shape: [2, 2] } } })).rejects.toThrow(
    "_FusedMatMul with activation 'gelu' is not covered",
  );
});
