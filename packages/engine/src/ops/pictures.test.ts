import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { lower } from '../compile/lower.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { checkWithGradients as check, weigh } from '../testing/check-gradients.ts';
import { numbers } from '../testing/numbers.ts';
import { eager, expectSame, gradients } from '../testing/reference.ts';
import { traceFunction } from '../trace/trace-function.ts';

type Picture = tf.Tensor4D;

const size = (max: number) => fc.integer({ min: 1, max });
const pad = fc.constantFrom<'same' | 'valid'>('same', 'valid');

describe('convolutions equal the reference', () => {
  test('of any size, stride and padding, with their gradients', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          n: size(3),
          h: fc.integer({ min: 4, max: 9 }),
          w: fc.integer({ min: 4, max: 9 }),
          c: size(4),
          o: size(4),
        }),
        fc.record({ kh: size(4), kw: size(4), stride: size(3), pad }),
        async ({ n, h, w, c, o }, { kh, kw, stride, pad }) => {
          await check(({ x, filter }) => tf.conv2d(x as Picture, filter as Picture, stride, pad), {
            x: [n, h, w, c],
            filter: [kh, kw, c, o],
          });
        },
      ),
      { numRuns: 25 },
    ));

  // tfjs-node has no gradient of explicit pads.
  test.skipIf(eager)('with dilation and with explicit pads, forward', async () => {
    const inputs = { x: [2, 9, 8, 3], filter: [3, 3, 3, 4] };
    await expectSame(
      ({ x, filter }) => ({ y: tf.conv2d(x as Picture, filter as Picture, 1, 'same', 'NHWC', 2) }),
      inputs,
    );
    await check(
      ({ x, filter }) =>
        tf.conv2d(x as Picture, filter as Picture, 1, [
          [0, 0],
          [2, 1],
          [0, 2],
          [0, 0],
        ]),
      inputs,
    );
  });

  test.skipIf(eager)('with pads beyond the filter, with their gradients', async () => {
    const cases = [
      { size: 2, pad: 2, o: 3 },
      { size: 1, pad: 1, o: 1 },
      {
        size: 2,
        pad: [
          [0, 0],
          [1, 0],
          [1, 2],
          [0, 0],
        ] as tf.backend_util.ExplicitPadding,
        o: 1,
      },
    ];
    for (const { size, pad, o } of cases) {
      for (const convolve of [tf.conv2d, tf.depthwiseConv2d] as const) {
        await check(({ x, filter }) => convolve(x as Picture, filter as Picture, 1, pad), {
          x: [2, 4, 4, 2],
          filter: [size, size, 2, o],
        });
      }
    }
  });

  test('fused with bias and activation', () =>
    expectSame(
      ({ x, filter, bias }) => ({
        y: tf.fused.conv2d({
          x: x as Picture,
          filter: filter as Picture,
          bias: bias!,
          strides: 1,
          pad: 'same',
          activation: 'relu',
        }),
      }),
      { x: [2, 5, 6, 3], filter: [3, 3, 3, 4], bias: [4] },
    ));

  test('transposed, with gradients', () =>
    check(({ x, filter }) => tf.conv2dTranspose(x as Picture, filter as Picture, [2, 9, 9, 4], 2, 'same'), {
      x: [2, 5, 5, 3],
      filter: [3, 3, 4, 3],
    }));
});

describe('convolutions of enlarged pictures equal the reference', () => {
  const enlarged = (pad: 'same' | 'valid') => (given: Record<string, tf.Tensor>) => {
    const x = given.x as Picture;
    const large = tf.image.resizeNearestNeighbor(x, [x.shape[1] * 2, x.shape[2] * 2]);
    return tf.conv2d(large, given.filter as Picture, 1, pad);
  };

  test('of any size, with their gradients', () =>
    fc.assert(
      fc.asyncProperty(
        size(3),
        fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 })),
        size(4),
        size(4),
        pad,
        async (n, [h, w], c, o, pad) => {
          await check(enlarged(pad), { x: [n, h, w, c], filter: [3, 3, c, o] });
        },
      ),
      { numRuns: 15 },
    ));

  test('fused with an activation that has a slope', () =>
    expectSame(
      ({ x, filter }) => ({
        y: tf.fused.conv2d({
          x: tf.image.resizeNearestNeighbor(x as Picture, [6, 8]),
          filter: filter as Picture,
          strides: 1,
          pad: 'same',
          activation: 'leakyrelu',
          leakyreluAlpha: 0.3,
        }),
      }),
      { x: [2, 3, 4, 3], filter: [3, 3, 3, 2] },
    ));

  test('never enlarge the picture', () => {
    const inputs = {
      x: { type: 'float32', dims: [2, 4, 4, 3] },
      filter: { type: 'float32', dims: [3, 3, 3, 2] },
    } as const;
    const { graph } = lower(traceFunction(gradients(enlarged('same')), inputs));
    const ops = rewrite(graph).nodes.map(({ op }) => op);
    expect(ops).not.toContain('Resize');
    expect(ops).not.toContain('AveragePool');
  });
});

describe('pools equal the reference', () => {
  const cases = [
    { shape: [2, 8, 6, 3], size: 2, pad: 'same' },
    { shape: [2, 7, 7, 2], size: 2, pad: 'same' },
    { shape: [2, 7, 5, 2], size: 2, pad: 'valid' },
    { shape: [2, 9, 6, 2], size: 3, pad: 'valid' },
  ] as const;
  test.each(cases)('max $size, $pad, of $shape', ({ shape, size, pad }) =>
    check(({ x }) => tf.maxPool(x as Picture, size, size, pad), { x: [...shape] }),
  );

  test.each(cases.filter(({ pad }) => pad === 'valid'))('average $size of $shape', ({ shape, size, pad }) =>
    check(({ x }) => tf.avgPool(x as Picture, size, size, pad), { x: [...shape] }),
  );

  test('equal pixels: the first takes the gradient, as in tfjs', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 72, maxLength: 72 }),
        async (pixels) => {
          const x = { shape: [1, 6, 6, 2], values: Float32Array.from(pixels) };
          await expectSame(
            gradients(({ x }) => weigh(tf.maxPool(x as Picture, 2, 2, 'same'))),
            { x },
          );
        },
      ),
      { numRuns: 20 },
    ));
});

describe('resizing equals the reference', () => {
  type Resize = (x: Picture, size: [number, number]) => tf.Tensor;
  const kinds: [string, Resize][] = [
    ['nearest', (x, size) => tf.image.resizeNearestNeighbor(x, size)],
    ['bilinear', (x, size) => tf.image.resizeBilinear(x, size)],
    ['bilinear, corners aligned', (x, size) => tf.image.resizeBilinear(x, size, true)],
  ];
  const sizes: [number, number][] = [
    [10, 12],
    [7, 9],
    [3, 4],
    [5, 6],
  ];
  test.each(kinds)('%s, forward', async (_, resize) => {
    for (const size of sizes)
      await expectSame(({ x }) => ({ y: resize(x as Picture, size) }), { x: [2, 5, 6, 3] });
  });

  test.each(kinds)('%s, the gradient of square pictures', async (_, resize) => {
    for (const size of [10, 7]) {
      await check(({ x }) => resize(x as Picture, [size, size]), { x: [1, 5, 5, 3] });
    }
  });

  // The reference is wrong for other pictures. Of a linear map, the gradient times x is the value itself.
  test.each(kinds)('%s, the gradient of any picture', async (_, resize) => {
    for (const size of sizes) {
      const value = ({ x }: Record<string, tf.Tensor>) => weigh(resize(x as Picture, size));
      const spec = { inputs: { x: { shape: [2, 5, 6, 3] } } };
      const both = await compile(
        (given) => ({ ...gradients(value)(given), value: tf.mean(value(given)) }),
        spec,
      );
      for (const seed of [1, 2, 3]) {
        const x = numbers(180, seed);
        const outputs = await both.run({ x });
        const product = x.reduce((sum, pixel, i) => sum + pixel * Number(outputs.x!.data[i]), 0);
        expect(product).toBeCloseTo(Number(outputs.value!.data[0]), 4);
      }
    }
  });
});

test('batch normalisation equals the reference, with gradients', () =>
  check(
    ({ x, scale, offset }) => {
      const { mean, variance } = tf.moments(x!, [0, 1, 2]);
      return tf.batchNorm(
        x as Picture,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
        1e-3,
      );
    },
    { x: [3, 4, 5, 2], scale: [2], offset: [2] },
  ));
