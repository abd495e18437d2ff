import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkWithGradients } from '../testing/check-gradients.ts';
import { expectSame } from '../testing/reference.ts';
import { rearrange } from './rearrange.ts';

type Picture = tf.Tensor4D;
const withGradients: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  Reverse: (x) => tf.reverse(x, [0, 2]),
  MirrorPad: (x) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [2, 1],
        [1, 3],
        [0, 0],
      ],
      'reflect',
    ),
  SpaceToBatchND: (x) =>
    tf.spaceToBatchND(
      x,
      [2, 3],
      [
        [0, 0],
        [1, 1],
      ],
    ),
  BatchToSpaceND: (x) =>
    tf.batchToSpaceND(
      tf.concat([x, tf.mul(x, 2)]),
      [2, 2],
      [
        [0, 1],
        [2, 0],
      ],
    ),
};
const forwardOnly: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  FlipLeftRight: (x) => tf.image.flipLeftRight(x as Picture),
  StridedSlice: (x) => tf.stridedSlice(x, [0, 3, -1, 0], [2, 0, -4, 4], [1, -2, -1, 3]),
  DepthToSpace: (x) => tf.depthToSpace(x as Picture, 2, 'NHWC'),
};

test('every kernel is here', () =>
  expect(Object.keys({ ...withGradients, ...forwardOnly }).sort()).toEqual(Object.keys(rearrange).sort()));

test.each(Object.keys(withGradients))('%s and its gradient', (name) =>
  checkWithGradients(({ x }) => withGradients[name]!(x!), { x: [2, 4, 4, 4] }),
);

test.each(Object.keys(forwardOnly))('%s', (name) =>
  expectSame(({ x }) => ({ y: forwardOnly[name]!(x!) }), { x: [2, 4, 4, 4] }),
);

test('mirrored pads with and without the edge', async () => {
  for (const mode of ['reflect', 'symmetric'] as const) {
    await expectSame(
      ({ x }) => ({
        y: tf.mirrorPad(
          x!,
          [
            [2, 1],
            [0, 3],
          ],
          mode,
        ),
      }),
      { x: [3, 5] },
    );
  }
});

/** tfjs itself fails at some slices that hold nothing. */
function isSomething(slice: (x: tf.Tensor) => tf.Tensor): boolean {
  try {
    return slice(tf.zeros([6, 2])).size > 0;
  } catch {
    return false;
  }
}

test('slices with any strides', () => {
  const stride = fc.constantFrom(-3, -2, -1, 1, 2, 3);
  const place = fc.integer({ min: -6, max: 6 });
  return fc.assert(
    fc.asyncProperty(
      stride,
      place,
      place,
      fc.integer({ min: 0, max: 3 }),
      async (step, begin, end, masks) => {
        const slice = (x: tf.Tensor) => tf.stridedSlice(x, [begin], [end], [step], masks & 1, masks & 2);
        fc.pre(isSomething(slice));
        await expectSame(({ x }) => ({ y: slice(x!) }), { x: [6, 2] });
      },
    ),
    { numRuns: 20 },
  );
});
