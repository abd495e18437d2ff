import * as tf from '@tensorflow/tfjs-core';
// tfjs's gradient of a product calls x.reshape, which tfjs-core alone does not have.
import '@tensorflow/tfjs-core/dist/public/chained_ops/reshape.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { checkWithGradients } from '../testing/check-gradients.ts';
import { numbers } from '../testing/numbers.ts';
import { eager, expectSame } from '../testing/reference.ts';

const kinds = { cumsum: tf.cumsum, cumprod: tf.cumprod };

test.each(Object.keys(kinds) as (keyof typeof kinds)[])('%s along any axis, any way', (kind) =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 0, max: 2 }),
      fc.boolean(),
      fc.boolean(),
      async (x, axis, exclusive, reverse) => {
        await expectSame(({ x }) => ({ y: kinds[kind](x!, axis, exclusive, reverse) }), { x });
      },
    ),
    { numRuns: 25 },
  ),
);

test.skipIf(eager).each(Object.keys(kinds) as (keyof typeof kinds)[])(
  '%s along axes from the end',
  async (kind) => {
    // tfjs itself gives shapes with holes.
    const compiled = await compile(
      ({ x }) => ({ y: kinds[kind](x!, -2, false, true), z: kinds[kind](x!, 0, false, true) }),
      { inputs: { x: { shape: [2, 3] } } },
    );
    const { y, z } = await compiled.run({ x: numbers(6) });
    expect(y).toEqual(z);
  },
);

test('cumsum has a gradient', () => checkWithGradients(({ x }) => tf.cumsum(x!, 2), { x: [2, 3, 5] }));

test('and so has a product, which needs cumprod', () =>
  checkWithGradients(({ x }) => tf.prod(x!, [1]), { x: [2, 5] }));
