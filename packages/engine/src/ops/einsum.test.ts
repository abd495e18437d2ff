import * as tf from '@tensorflow/tfjs-core';
import { test } from 'vitest';
import { expectSame } from '../testing/reference.ts';

test.each(['ij,jk->ik', 'ij, jk -> ki', 'ij,jk->i'])('einsum %s', (equation) =>
  expectSame(({ a, b }) => ({ y: tf.einsum(equation, a!, b!) }), { a: [2, 3], b: [3, 4] }),
);

test('einsum of batches', () =>
  expectSame(({ a, b }) => ({ y: tf.einsum('bij,bjk->bik', a!, b!) }), { a: [2, 2, 3], b: [2, 3, 4] }));
