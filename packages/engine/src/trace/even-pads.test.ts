import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { checkWithGradients } from '../testing/check-gradients.ts';
import { eager, expectSame } from '../testing/reference.ts';

type Picture = tf.Tensor4D;
type Pair = [number, number];

const pair = (max: number) => fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }));
const pad = fc.integer({ min: 0, max: 2 });
const size = [6, 9] as const;

/** Whether tfjs gives the width any windows at all. */
const some = (kernel: Pair, stride: Pair, pads: number) =>
  size.every((length) => (length - kernel[0] + 2 * pads) / stride[0] + 1 >= 1);

// tfjs-node computes the width by the width's windows.
describe.skipIf(eager)('windows of any sides, with one number as pad, are where tfjs has them', () => {
  test('convolutions and their gradients', () =>
    fc.assert(
      fc.asyncProperty(pair(4), pair(3), pad, async (kernel, stride, pads) => {
        fc.pre(some(kernel, stride, pads));
        const inputs = { x: [2, ...size, 3], filter: [...kernel, 3, 2] };
        await checkWithGradients(
          ({ x, filter }) => tf.conv2d(x as Picture, filter as Picture, stride, pads),
          inputs,
        );
      }),
      { numRuns: 15 },
    ));

  test('depthwise ones', () =>
    fc.assert(
      fc.asyncProperty(pair(4), fc.integer({ min: 1, max: 3 }), pad, async (kernel, stride, pads) => {
        fc.pre(some(kernel, [stride, stride], pads));
        const inputs = { x: [2, ...size, 2], filter: [...kernel, 2, 2] };
        await checkWithGradients(
          ({ x, filter }) => tf.depthwiseConv2d(x as Picture, filter as Picture, stride, pads),
          inputs,
        );
      }),
      { numRuns: 12 },
    ));

  test('dilated ones, forward', async () => {
    for (const dilation of [
      [2, 1],
      [1, 2],
      [3, 2],
    ] as Pair[]) {
      await expectSame(
        ({ x, filter }) => ({ y: tf.conv2d(x as Picture, filter as Picture, 1, 1, 'NHWC', dilation) }),
        { x: [2, ...size, 3], filter: [2, 3, 3, 2] },
      );
    }
  });

  test('sizes that are rounded, and pads on every side, with gradients', () =>
    fc.assert(
      fc.asyncProperty(
        pair(3),
        pair(3),
        fc.tuple(pad, pad, pad, pad),
        fc.constantFrom('floor' as const, 'ceil' as const, 'round' as const),
        async (kernel, stride, [top, bottom, left, right], rounding) => {
          const pads = [
            [0, 0],
            [top, bottom],
            [left, right],
            [0, 0],
          ] as const;
          const inputs = { x: [2, ...size, 3], filter: [...kernel, 3, 2] };
          await checkWithGradients(
            ({ x, filter }) =>
              tf.conv2d(x as Picture, filter as Picture, stride, pads as never, 'NHWC', 1, rounding),
            inputs,
          );
        },
      ),
      { numRuns: 12 },
    ));

  test('a transposed convolution to fewer pixels than it makes takes the first', () =>
    expectSame(
      ({ x, filter }) => ({
        y: tf.conv2dTranspose(x as Picture, filter as Picture, [1, 4, 4, 2], 1, 'same'),
      }),
      { x: [1, 8, 8, 2], filter: [8, 8, 2, 2] },
    ));
});
