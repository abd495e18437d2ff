import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { lower } from '../compile/lower.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { checkWithGradients, weigh } from '../testing/check-gradients.ts';
import { numbers } from '../testing/numbers.ts';
import { gradients } from '../testing/reference.ts';
import { traceFunction } from './trace-function.ts';

const tiles: [shape: number[], reps: number[]][] = [
  [[3], [4]],
  [[1], [3]],
  [
    [2, 3],
    [1, 1],
  ],
  [
    [2, 1],
    [3, 2],
  ],
  [
    [1, 3, 2],
    [4, 1, 2],
  ],
  [
    [2, 1, 1, 3],
    [1, 4, 5, 1],
  ],
  [
    [2, 1, 3, 2],
    [2, 3, 2, 2],
  ],
];
const tiled = (reps: number[]) => (given: Record<string, tf.Tensor>) => tf.square(tf.tile(given.x!, reps));

test.each(tiles)('the gradient of %j tiled by %j is the reference', (shape, reps) =>
  checkWithGradients(tiled(reps), { x: shape }),
);

test('tiles have gradients of five axes too, which tfjs has not', async () => {
  const compiled = await compile(
    ({ x }) => ({ slope: tf.grad((y) => tf.sum(tiled([2, 1, 3, 1, 2])({ x: y })))(x!) }),
    {
      inputs: { x: { shape: [2, 2, 1, 3, 2] } },
    },
  );
  const x = numbers(24);
  const { slope } = await compiled.run({ x });
  for (const [i, value] of x.entries()) expect(slope!.data[i]).toBeCloseTo(12 * 2 * value, 4);
});

test('a tile of many copies makes no longer graph than one of two', () => {
  const sizeOf = (copies: number) => {
    const inputs = { x: { type: 'float32', dims: [1, 1, 4] } } as const;
    const traced = traceFunction(gradients(tiled([copies, copies, 1])), inputs);
    return [traced.trace.nodes.length, rewrite(lower(traced).graph).nodes.length];
  };
  expect(sizeOf(100)).toEqual(sizeOf(2));
});

const gathers: [shape: number[], indices: number[], axis: number, batchDims: number][] = [
  [[2, 3], [2, 4], 1, 1],
  [[2, 3, 2], [2], -1, 1],
  [[2, 2, 3], [2, 2], 2, 1],
  [[2, 2, 3], [2, 2, 2], 2, 2],
  [[2, 2, 3, 2], [2, 1, 2], 2, -2],
];

// tfjs throws, or knows one batch only. The map is linear: a number's gradient is what it alone gives.
test.each(gathers)(
  '%j gathered by %j along axis %i with %i batch axes has a gradient',
  async (shape, dims, axis, batchDims) => {
    const size = (list: number[]) => list.reduce((product, one) => product * one, 1);
    const places = Int32Array.from({ length: size(dims) }, (_, i) => (i * 5) % 2);
    const indices = () => tf.tensor(places, dims, 'int32');
    const value = (x: tf.Tensor) => tf.sum(weigh(tf.gather(x, indices(), axis, batchDims)));
    const compiled = await compile(({ x }) => ({ slope: tf.grad(value)(x!) }), { inputs: { x: { shape } } });
    const { slope } = await compiled.run({ x: numbers(size(shape)) });
    for (let i = 0; i < size(shape); i++) {
      const one = Float32Array.from({ length: size(shape) }, (_, j) => Number(i === j));
      expect(slope!.data[i]).toBeCloseTo(value(tf.tensor(one, shape)).dataSync()[0]!, 5);
    }
  },
);
