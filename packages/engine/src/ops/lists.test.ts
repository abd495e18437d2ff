import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { checkWithGradients } from '../testing/check-gradients.ts';
import { expectSame } from '../testing/reference.ts';
import { ops } from './index.ts';

/** Calls of each kernel that gives a list, for which the list is of one. */
const lists: Record<string, (x: tf.Tensor) => readonly tf.Tensor[]> = {
  Unpack: (x) => tf.unstack(x, 1),
  SplitV: (x) => tf.split(x, [3], 0),
};

test('every kernel that gives a list of any length is here', () => {
  const listed = Object.keys(ops).filter((name) => ops[name]!.list);
  expect(listed.sort()).toEqual([...Object.keys(lists), 'TopK'].sort());
});

test.each(Object.keys(lists))('%s into one part, with its gradient', (name) =>
  checkWithGradients(({ x }) => tf.concat([...lists[name]!(x!)]), { x: [3, 1] }),
);

test('a list of none is none', async () => {
  const compiled = await compile(({ x }) => Object.fromEntries(tf.unstack(x!, 1).map((y, i) => [i, y])), {
    inputs: { x: { shape: [2, 0] } },
  });
  expect(await compiled.run({ x: new Float32Array() })).toEqual({});
  await compiled.dispose();
});

test('what tfjs builds of lists, for matrices down to one row', async () => {
  for (const rows of [1, 2, 4]) {
    await checkWithGradients(({ x }) => tf.split(x!, rows)[rows - 1]!, { x: [rows, 3] });
    await expectSame(({ x }) => ({ y: tf.linalg.bandPart(x!, 1, 0) }), { x: [rows, 3] });
    await expectSame(({ x }) => ({ y: tf.linalg.gramSchmidt(x as tf.Tensor2D) as tf.Tensor }), {
      x: [rows, 5],
    });
    await expectSame(({ x }) => ({ ...tf.topk(x!, 1) }), { x: [rows, 3] });
  }
});
