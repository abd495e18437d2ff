import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { weigh } from '../testing/check-gradients.ts';
import { expectSame } from '../testing/reference.ts';

const L = tfl.layers;
type Layers = Readonly<Record<string, () => tfl.layers.Layer>>;

/** What a picture of 5x5 went through before it is pooled. Windows of 2 or 3 leave rows and columns over. */
const before: Layers = {
  'a convolution': () => L.conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'tanh' }),
  prelu: () => L.prelu({ alphaInitializer: 'glorotNormal' }),
  zeroPadding2d: () =>
    L.zeroPadding2d({
      padding: [
        [1, 1],
        [1, 1],
      ],
    }),
  layerNormalization: () => L.layerNormalization(),
  batchNormalization: () => L.batchNormalization(),
};
const pools: Layers = {
  'average of 2': () => L.averagePooling2d({ poolSize: 2 }),
  'average of 3x2': () => L.averagePooling2d({ poolSize: [3, 2] }),
  'maximum of 3, two apart': () => L.maxPooling2d({ poolSize: 2, strides: 3 as never }),
};
const after: Layers = {
  flatten: () => L.flatten(),
  globalAveragePooling2d: () => L.globalAveragePooling2d({}),
  globalMaxPooling2d: () => L.globalMaxPooling2d({}),
};
const cases = Object.keys(before).flatMap((first) =>
  Object.keys(pools).flatMap((pool) => Object.keys(after).map((last) => [first, pool, last] as const)),
);

describe('nets whose pools leave rows and columns over equal the reference', () => {
  test('every layer before, every pool, every layer after', () => expect(cases).toHaveLength(45));

  test.each(cases)('%s, %s, %s', async (first, pool, last) => {
    const model = tfl.sequential({
      layers: [
        L.conv2d({ filters: 4, kernelSize: 1, inputShape: [5, 5, 2] }),
        before[first]!(),
        pools[pool]!(),
        after[last]!(),
        L.dense({ units: 3 }),
      ],
    });
    await expectSame(
      ({ x }) => {
        const loss = () => tf.mean(weigh(model.apply(x!, { training: true }) as tf.Tensor)) as tf.Scalar;
        return { loss: loss(), ...tf.variableGrads(loss).grads };
      },
      { x: [2, 5, 5, 2] },
      3e-5,
    );
  });
});
