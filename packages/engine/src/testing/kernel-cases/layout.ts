import * as tf from '@tensorflow/tfjs-core';
import { alongAxis, type KernelCases, of, one, p4, run } from './kernel-case.ts';

/** Kernels that move values. */
export const layout: KernelCases = {
  Reshape: of([[6], [2, 3], [2, 1, 3]], (x) => tf.reshape(x, [3, -1])).concat(
    one(
      (x) => tf.reshape(x, [x.size]),
      (x) => tf.reshape(x, x.shape),
    ),
  ),
  ExpandDims: one(tf.expandDims, (x) => tf.expandDims(x, -1)),
  Transpose: one(tf.transpose),
  Cast: one(
    (x) => tf.cast(x, 'int32'),
    (x) => tf.cast(x, 'bool'),
    (x) => tf.cast(x, 'float32'),
  ),
  Concat: [
    ...alongAxis(
      (x) => tf.concat([x]),
      (x) => tf.concat([x, x], -1),
    ),
    {
      call: (a, b) => tf.concat([a, b], -1),
      shapes: [
        [[2], [3]],
        [
          [2, 0],
          [2, 3],
        ],
        [[0], [0]],
      ],
    },
  ],
  Pack: one(
    (x) => tf.stack([x, x]),
    (x) => tf.stack([x], -1),
  ),
  Unpack: alongAxis(tf.unstack, (x) => tf.unstack(x, -1)),
  SplitV: alongAxis(
    (x) => tf.split(x, 1),
    (x) => tf.split(x, x.shape.at(-1)!, -1),
    (x) => tf.split(x, [x.shape.at(-1)! - 1, -1], -1),
  ),
  PadV2: one(
    (x) =>
      tf.pad(
        x,
        x.shape.map(() => [1, 0]),
      ),
    (x) =>
      tf.pad(
        x,
        x.shape.map(() => [0, 2]),
        1,
      ),
  ),
  MirrorPad: alongAxis(
    (x) =>
      tf.mirrorPad(
        x,
        x.shape.map(() => [1, 1]),
        'symmetric',
      ),
    (x) =>
      tf.mirrorPad(
        x,
        x.shape.map((size) => [0, size - 1]),
        'reflect',
      ),
  ),
  Slice: one(
    (x) =>
      tf.slice(
        x,
        x.shape.map(() => 0),
      ),
    (x) =>
      tf.slice(
        x,
        x.shape.map(() => 0),
        x.shape.map(() => -1),
      ),
  ).concat(
    alongAxis(
      (x) => tf.slice(x, 0),
      (x) => tf.slice(x, [Math.min(1, x.shape[0]!)]),
      (x) => tf.slice(x, 0, 1),
      (x) => tf.slice(x, [1], [1]),
      (x) => tf.slice(x, [0, 0]),
    ),
  ),
  StridedSlice: alongAxis(
    (x) => tf.stridedSlice(x, [0], [2], [1]),
    (x) => tf.stridedSlice(x, [0], [2]),
    (x) => tf.stridedSlice(x, [1], [2], [1], 0, 0, 0, 0, 1),
    (x) => tf.stridedSlice(x, [0, -1], [0, 0], [1, -1], 0, 2, 1, 0, 0),
    (x) => tf.stridedSlice(x, [0, 0], [0, 2], [1, 1], 0, 0, 0, 1, 0),
    (x) => tf.stridedSlice(x, [5], [-9], [-1], 1, 1),
  ),
  Tile: one(
    (x) =>
      tf.tile(
        x,
        x.shape.map((_, axis) => 1 + (axis % 2)),
      ),
    (x) =>
      tf.tile(
        x,
        x.shape.map(() => 0),
      ),
  ),
  BroadcastTo: one((x) => run('BroadcastTo', { x }, { shape: [2, ...x.shape] })),
  Reverse: one(tf.reverse).concat(
    alongAxis(
      (x) => tf.reverse(x, -1),
      (x) => tf.reverse(x, [0, -1]),
    ),
  ),
  FlipLeftRight: p4(tf.image.flipLeftRight),
  SpaceToBatchND: [
    ...p4((x) =>
      tf.spaceToBatchND(
        x,
        [1, 2],
        [
          [1, 0],
          [0, 0],
        ],
      ),
    ),
    ...of([[4], [4, 3], [0, 2]], (x) => tf.spaceToBatchND(tf.expandDims(x), [2], [[0, x.shape[0]! % 2]])),
  ],
  BatchToSpaceND: of(
    [
      [4, 1, 2, 1],
      [4, 3, 1],
      [4, 2],
      [0, 2],
    ],
    (x) => tf.batchToSpaceND(x, [2], [[0, 1]]),
  ),
  DepthToSpace: p4(
    (x) => tf.depthToSpace(x, 2),
    [
      [1, 2, 3, 4],
      [0, 2, 3, 4],
    ],
  ),
};
