import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { lower } from '../compile/lower.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { checkWithGradients } from '../testing/check-gradients.ts';
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
