import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { checkWithGradients } from '../testing/check-gradients.ts';
import { expectSame, gradients } from '../testing/reference.ts';

type Picture = tf.Tensor4D;
const size = (max: number) => fc.integer({ min: 1, max });
const side = fc.integer({ min: 3, max: 8 });

test('depthwise convolutions of any size, stride, padding and multiplier, with their gradients', () =>
  fc.assert(
    fc.asyncProperty(
      fc.record({ n: size(3), h: side, w: side, c: size(3), multiplier: size(3) }),
      fc.record({ kh: size(3), kw: size(3), stride: size(3), pad: fc.constantFrom('same', 'valid') }),
      async ({ n, h, w, c, multiplier }, { kh, kw, stride, pad }) => {
        await checkWithGradients(
          ({ x, filter }) => tf.depthwiseConv2d(x as Picture, filter as Picture, stride, pad as 'same'),
          { x: [n, h, w, c], filter: [kh, kw, c, multiplier] },
        );
      },
    ),
    { numRuns: 15 },
  ));

test('with dilation, forward; its gradient is refused by tfjs itself', async () => {
  const fn = ({ x, filter }: Record<string, tf.Tensor>) =>
    tf.depthwiseConv2d(x as Picture, filter as Picture, 1, 'same', 'NHWC', 2);
  await expectSame((given) => ({ y: fn(given) }), { x: [2, 7, 6, 3], filter: [3, 3, 3, 2] });
  const inputs = { x: { shape: [2, 7, 6, 3] }, filter: { shape: [3, 3, 3, 2] } };
  // A trace is refused when it is made, eager code when it runs.
  const refused = compile(gradients(fn), { inputs }).then((compiled) =>
    compiled.run({ x: new Float32Array(252), filter: new Float32Array(54) }),
  );
  await expect(refused).rejects.toThrow('dilation rates greater than 1');
});

test('fused with bias and activation', () =>
  expectSame(
    ({ x, filter, bias }) => ({
      y: tf.fused.depthwiseConv2d({
        x: x as Picture,
        filter: filter as Picture,
        bias: bias!,
        strides: 2,
        pad: 'same',
        activation: 'relu6',
      }),
    }),
    { x: [2, 6, 7, 3], filter: [3, 3, 3, 2], bias: [6] },
  ));

test('separable convolutions, with their gradients', () =>
  checkWithGradients(
    ({ x, depthwise, pointwise }) =>
      tf.separableConv2d(x as Picture, depthwise as Picture, pointwise as Picture, [2, 2], 'same'),
    { x: [2, 7, 6, 3], depthwise: [3, 3, 3, 2], pointwise: [1, 1, 6, 4] },
  ));
