import * as tf from '@tensorflow/tfjs-core';
import { test } from 'vitest';
import { eager, expectSame } from '../testing/reference.ts';

// libtensorflow reads no spaces in an equation, and tfjs-node takes none out.
test.each(['ij,jk->ik', eager ? 'ij,jk->ki' : 'ij, jk -> ki', 'ij,jk->i'])('einsum %s', (equation) =>
  expectSame(({ a, b }) => ({ y: tf.einsum(equation, a!, b!) }), { a: [2, 3], b: [3, 4] }),
);

test('einsum of batches', () =>
  expectSame(({ a, b }) => ({ y: tf.einsum('bij,bjk->bik', a!, b!) }), { a: [2, 2, 3], b: [2, 3, 4] }));
