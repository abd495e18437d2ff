import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { numbers } from '../testing/numbers.ts';
import { eager, expectSame, gradients } from '../testing/reference.ts';
import { families, ops } from './index.ts';

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const positive = (shape: number[]) => ({
  shape,
  values: numbers(tf.util.sizeFromShape(shape), 3).map((v) => Math.abs(v) + 0.1),
});
const truth: Unary = (x) => tf.greater(x, 0);

/** One or more tfjs calls for each kernel that has no gradient worth a test. */
const forwardOnly: Record<string, Unary> = {
  Ceil: tf.ceil,
  Floor: tf.floor,
  Round: tf.round,
  Sign: tf.sign,
  Step: (x) => tf.step(x, 0.25),
  Cast: (x) => tf.cast(tf.cast(tf.mul(x, 3), 'int32'), 'float32'),
  LogicalNot: (x) => tf.logicalNot(truth(x)),
  ArgMax: (x) => tf.argMax(x, 1),
  ArgMin: (x) => tf.argMin(x, -1),
  BroadcastTo: (x) => tf.broadcastTo(tf.sum(x, 0, true), [5, 4, 3]),
};

const unary: Record<string, Unary> = {
  Abs: tf.abs,
  Cos: tf.cos,
  Elu: tf.elu,
  Erf: tf.erf,
  Exp: tf.exp,
  Expm1: tf.expm1,
  LeakyRelu: (x) => tf.leakyRelu(x, 0.3),
  Neg: tf.neg,
  Relu: tf.relu,
  Relu6: (x) => tf.relu6(tf.mul(x, 5)),
  ClipByValue: (x) => tf.clipByValue(x, -0.5, 1),
  Selu: tf.selu,
  Sigmoid: tf.sigmoid,
  Sin: tf.sin,
  Softplus: tf.softplus,
  Square: tf.square,
  Tanh: tf.tanh,
  Sum: (x) => tf.sum(x, [0, 2]),
  Mean: (x) => tf.square(tf.mean(x, 1, true)),
  Max: (x) => tf.max(x, 2),
  Min: (x) => tf.min(x, 0),
  Softmax: (x) => tf.square(tf.softmax(x)),
  LogSoftmax: (x) => tf.square(tf.logSoftmax(x)),
  Reshape: (x) => tf.square(tf.reshape(x, [4, -1])),
  ExpandDims: (x) => tf.square(tf.expandDims(x, -1)),
  Transpose: (x) => tf.mul(tf.transpose(x, [2, 0, 1]), tf.tensor1d([1, 2, 3, 4])),
  Slice: (x) => tf.slice(x, [0, 1, 1], [2, -1, 2]),
  Tile: (x) => tf.square(tf.tile(x, [1, 2, 1])),
  Pack: (x) => tf.square(tf.stack([x, tf.mul(x, 2), x], -1)),
  Unpack: (x) => tf.square(tf.addN(tf.unstack(x, 1))),
  SplitV: (x) => tf.square(tf.concat(tf.split(x, [1, 3], 1).reverse(), 1)),
  PadV2: (x) =>
    tf.square(
      tf.pad(
        x,
        [
          [1, 0],
          [0, 2],
          [1, 1],
        ],
        3,
      ),
    ),
  AddN: (x) => tf.addN([x, tf.square(x), x]),
  Concat: (x) => tf.square(tf.concat([x, tf.mul(x, 3)], 1)),
};

const ofPositive: Record<string, Unary> = {
  Log: tf.log,
  Log1p: tf.log1p,
  Reciprocal: tf.reciprocal,
  Rsqrt: tf.rsqrt,
  Sqrt: tf.sqrt,
  Prod: (x) => tf.prod(x, 1),
};

const compared: Record<string, Binary> = {
  Equal: tf.equal,
  NotEqual: tf.notEqual,
  Greater: tf.greater,
  GreaterEqual: tf.greaterEqual,
  Less: tf.less,
  LessEqual: tf.lessEqual,
  LogicalAnd: (a, b) => tf.logicalAnd(truth(a), truth(b)),
  LogicalOr: (a, b) => tf.logicalOr(truth(a), truth(b)),
};

const binary: Record<string, Binary> = {
  Add: tf.add,
  Sub: tf.sub,
  Multiply: tf.mul,
  RealDiv: (a, b) => tf.div(a, tf.add(tf.square(b), 1)),
  Maximum: tf.maximum,
  Minimum: tf.minimum,
  SquaredDifference: tf.squaredDifference,
  Select: (a, b) => tf.where(tf.tensor2d([1, 0, 0, 1], [4, 1], 'bool'), a, tf.add(b, tf.zerosLike(a))),
  Prelu: (a) => tf.prelu(a, tf.fill([4, 3], 0.25)),
  Pow: (a) => tf.pow(tf.add(tf.abs(a), 1), tf.scalar(3)),
};

const matrix: Record<string, Binary> = {
  BatchMatMul: (a, b) => tf.square(tf.matMul(a, b)),
  _FusedMatMul: (a, b) =>
    tf.square(tf.fused.matMul({ a, b, bias: tf.tensor1d([1, 2, 3]), activation: 'linear' })),
};

const shape = [2, 4, 3];
const names = (table: object) => Object.keys(table);

describe('every covered kernel equals the reference', () => {
  test.each(names(forwardOnly))('%s', (name) =>
    expectSame(({ x }) => ({ y: forwardOnly[name]!(x!) }), { x: shape }),
  );

  test.each(names(unary))('%s and its gradient', async (name) => {
    await expectSame(({ x }) => ({ y: unary[name]!(x!) }), { x: shape });
    await expectSame(
      gradients(({ x }) => unary[name]!(x!)),
      { x: shape },
    );
  });

  test.each(names(ofPositive))('%s and its gradient', async (name) => {
    await expectSame(({ x }) => ({ y: ofPositive[name]!(x!) }), { x: positive(shape) });
    if (name !== 'Prod')
      await expectSame(
        gradients(({ x }) => ofPositive[name]!(x!)),
        { x: positive(shape) },
      );
  });

  test.each(names(compared))('%s, with broadcasting', (name) =>
    expectSame(({ a, b }) => ({ y: compared[name]!(a!, b!) }), { a: [2, 1, 3], b: [4, 1] }),
  );

  test.each(names(binary))('%s and its gradients, with broadcasting', async (name) => {
    const inputs = { a: [2, 4, 3], b: [4, 1] };
    await expectSame(({ a, b }) => ({ y: binary[name]!(a!, b!) }), inputs);
    // tfjs itself has no gradient of these three that broadcasts.
    if (['Maximum', 'Minimum', 'SquaredDifference'].includes(name)) inputs.b = inputs.a;
    await expectSame(
      gradients(({ a, b }) => tf.add(binary[name]!(a!, b!), tf.mul(b!, 0))),
      inputs,
    );
  });

  test.each(names(matrix))('%s and its gradients, flat and in batches', async (name) => {
    for (const [a, b] of [
      [
        [2, 5],
        [5, 3],
      ],
      [
        [4, 2, 5],
        [4, 5, 3],
      ],
      [
        [1, 2, 5],
        [1, 5, 3],
      ],
    ] as const) {
      await expectSame(({ a, b }) => ({ y: matrix[name]!(a!, b!) }), { a, b });
      await expectSame(
        gradients(({ a, b }) => matrix[name]!(a!, b!)),
        { a, b },
      );
    }
  });

  test('EluGrad comes with Elu', () => expect(names(ops)).toContain('EluGrad'));

  test('no kernel is left out above', () => {
    // The other families have test files of their own.
    const here = [
      'elementwise, one tensor',
      'elementwise, several',
      'matrix products',
      'reductions',
      'layout',
    ];
    const elsewhere = Object.entries(families)
      .filter(([family]) => !here.includes(family))
      .map(([, table]) => table);
    const tested = [forwardOnly, unary, ofPositive, compared, binary, matrix, ...elsewhere].flatMap(names);
    expect(names(ops).filter((name) => !tested.includes(name))).toEqual(['EluGrad']);
  });
});

test('means of bools and of whole numbers are floats', async () => {
  await expectSame(
    ({ a, b }) => ({
      equal: tf.mean(tf.greater(a!, b!), -1),
      whole: tf.mean(tf.cast(tf.mul(a!, 10), 'int32')),
    }),
    { a: [4, 3], b: [4, 3] },
  );
});

test('tensors from outside that share their numbers keep their shapes', async () => {
  const list = tf.tensor1d([1, 2, 3, 4]);
  const table = tf.reshape(list, [2, 2]);
  await expectSame(({ x }) => ({ y: tf.matMul(table as tf.Tensor2D, x!), z: tf.add(list, 1) }), {
    x: [2, 3],
  });
});

test('matrix products of any size and any transposes', async () => {
  const size = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(size, size, size, fc.boolean(), fc.boolean(), async (m, k, n, ta, tb) => {
      const inputs = { a: ta ? [k, m] : [m, k], b: tb ? [n, k] : [k, n] };
      await expectSame(({ a, b }) => ({ y: tf.matMul(a!, b!, ta, tb) }), inputs);
      await expectSame(
        gradients(({ a, b }) => tf.sigmoid(tf.matMul(a!, b!, ta, tb))),
        inputs,
      );
    }),
    { numRuns: 15 },
  );
});

describe.skipIf(eager)('what cannot be traced', () => {
  test('a kernel that is not covered is named, with the way out', async () => {
    await expect(
      compile(({ x }) => ({ y: tf.multinomial(x as tf.Tensor1D, 2, 7) }), { inputs: { x: { shape: [3] } } }),
    ).rejects.toThrow("kernel 'Multinomial' is not covered by the traced engines. Use the engine 'tfjs'");
  });

  test('reading a value while tracing says what to do instead', async () => {
    await expect(
      compile(({ x }) => ({ y: tf.scalar(tf.sum(x!).dataSync()[0]!) }), { inputs: { x: { shape: [3] } } }),
    ).rejects.toThrow('Return it instead');
  });

  test('tfjs works as before after a failed trace', async () => {
    const before = tf.getBackend();
    await expect(
      compile(
        () => {
          throw new Error('mine');
        },
        { inputs: {} },
      ),
    ).rejects.toThrow('mine');
    expect(tf.getBackend()).toBe(before);
    expect(tf.add(1, 2).dataSync()[0]).toBe(3);
  });
});
