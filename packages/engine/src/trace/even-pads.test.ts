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
      { numRuns: 30 },
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
      { numRuns: 20 },
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

  test.each(['max', 'average'])('%s pools and their gradients', (kind) =>
    fc.assert(
      fc.asyncProperty(pair(3), pair(3), pad, async (window, stride, pads) => {
        // Windows that see nothing have no average, and no largest number to take a gradient.
        fc.pre(some(window, stride, pads) && Math.min(...window) > pads);
        const beyond = Math.floor((9 - window[0] + 2 * pads) / stride[0]) * stride[1] - pads;
        fc.pre(beyond < 9);
        const pool = kind === 'max' ? tf.maxPool : tf.avgPool;
        await checkWithGradients(({ x }) => pool(x as Picture, window, stride, pads), { x: [2, ...size, 3] });
      }),
      { numRuns: 30 },
    ),
  );

  test('sizes that are rounded up', async () => {
    const inputs = { x: [2, ...size, 3], filter: [3, 3, 3, 2] };
    await expectSame(
      ({ x, filter }) => ({
        conv: tf.conv2d(x as Picture, filter as Picture, 2, 0, 'NHWC', 1, 'ceil'),
        largest: tf.maxPool(x as Picture, 3, 2, 0, 'ceil'),
        average: tf.avgPool(x as Picture, 3, 2, 0, 'ceil'),
      }),
      inputs,
    );
  });
});
