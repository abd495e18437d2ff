import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { eager, expectClose, expectSame, gradients } from '../testing/reference.ts';
import { whole } from './whole.ts';

const odd = { shape: [2, 3], values: Float32Array.of(1, Number.NaN, -1, Infinity, 0, -Infinity) };
const truth = (x: tf.Tensor) => tf.greater(x, 0.5);

const kernels: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  Mod: (x) => tf.stack([tf.mod(x, 0.7), tf.mod(x, -0.7)]),
  FloorDiv: (x) => tf.floorDiv(tf.cast(tf.mul(x, 20), 'int32'), tf.scalar(-3, 'int32')),
  IsNan: tf.isNaN,
  IsInf: tf.isInf,
  IsFinite: tf.isFinite,
  All: (x) => tf.all(truth(x), 1, true),
  Any: (x) => tf.any(truth(x), 0),
  Range: (x) => tf.add(x, tf.add(tf.range(3, 0, -1), tf.cast(tf.range(0, 6, 2, 'int32'), 'float32'))),
  LinSpace: (x) => tf.add(x, tf.linspace(-1, 1, 3)),
};

test('every kernel is here', () => expect(Object.keys(kernels)).toEqual(Object.keys(whole)));

test.each(Object.keys(kernels))('%s', (name) =>
  expectSame(({ x }) => ({ y: kernels[name]!(x!) }), { x: name.startsWith('Is') ? odd : [2, 3] }),
);

test('ranges and spaces of any numbers, up and down', () => {
  const end = fc.integer({ min: -6, max: 6 });
  const steps = fc.constantFrom(1, -1, 2, -2, 0.5, -0.5, 0.1, 3);
  const one = fc.tuple(end, end, steps, fc.constantFrom('float32' as const, 'int32' as const));
  return fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 12, maxLength: 12 }), async (all) => {
      const made = all.flatMap(([start, stop, step, type], i) => {
        const range = () => tf.range(start, stop, type === 'int32' ? Math.ceil(step) || 1 : step, type);
        return [[`range ${i}`, range] as const, [`space ${i}`, () => tf.linspace(start, stop, 7)] as const];
      });
      const outputs = () => Object.fromEntries(made.map(([name, make]) => [name, make()]));
      await expectSame(({ x }) => ({ x: x!, ...outputs() }), { x: [1] });
    }),
    { numRuns: 6 },
  );
});

test.skipIf(eager)('division with whole results by any number, 0 and the smallest integer among them', () => {
  const divisors = [0, 1, -1, 2, -3, 7, -50, 0.7, -0.7, 5.1, 1e6, -1e6];
  const [divisor, number] = [fc.constantFrom(...divisors), fc.constantFrom(...divisors, 1e-9, -1e-9, -1e-30)];
  const integer = fc.constantFrom(0, 1, -1, 2, -2, 7, -7, 2 ** 31 - 1, -(2 ** 31) + 1, -(2 ** 31));
  return fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(number, divisor, integer, integer), { minLength: 40, maxLength: 40 }),
      async (rows) => {
        const column = (i: number) => rows.map((row) => row[i]!);
        const spec = { shape: [40], type: 'int32' } as const;
        const fn = ({ a, b, c, d }: Record<string, tf.Tensor>) => ({
          mod: tf.mod(a!, b!),
          floorDiv: tf.floorDiv(a!, b!),
          'mod of integers': tf.mod(c!, d!),
          'floorDiv of integers': tf.floorDiv(c!, d!),
        });
        const inputs = { a: { shape: [40] }, b: { shape: [40] }, c: spec, d: spec };
        const feeds = {
          a: Float32Array.from(column(0)),
          b: Float32Array.from(column(1)),
          c: Int32Array.from(column(2)),
          d: Int32Array.from(column(3)),
        };
        const [compiled, reference] = [
          await compile(fn, { inputs }),
          await compile(fn, { inputs, engine: 'tfjs' }),
        ];
        const [got, wanted] = [await compiled.run(feeds), await reference.run(feeds)];
        await compiled.dispose();
        for (const [name, tensor] of Object.entries(wanted)) expectClose(got[name]!, tensor, 1e-6, name);
      },
    ),
    { numRuns: 8 },
  );
});

test('mod has gradients', () =>
  expectSame(
    gradients(({ a, b }) => tf.mod(a!, tf.add(tf.abs(b!), 0.3))),
    { a: [4, 3], b: [3] },
  ));

test('logicalXor is made of covered kernels', () =>
  expectSame(({ a, b }) => ({ y: tf.logicalXor(truth(a!), truth(b!)) }), { a: [9], b: [9] }));

test.skipIf(eager)('remainders and quotients of zeros and infinite numbers, and casts beyond int32', () => {
  const numbers = [0, -0, 1, -1, 2.5, -2.5, Infinity, -Infinity, Number.NaN];
  const length = numbers.length ** 2;
  const a = Float32Array.from({ length }, (_, i) => numbers[Math.floor(i / numbers.length)]!);
  const b = Float32Array.from({ length }, (_, i) => numbers[i % numbers.length]!);
  const far = [
    2 ** 31,
    -(2 ** 31),
    2 ** 31 - 128,
    2 ** 32,
    2 ** 33 + 1024,
    3e9,
    -3e9,
    1e30,
    -1e30,
    Infinity,
    Number.NaN,
  ];
  return expectSame(
    ({ a, b, far }) => ({
      mod: tf.mod(a!, b!),
      floorDiv: tf.floorDiv(a!, b!),
      cast: tf.cast(far!, 'int32'),
    }),
    {
      a: { shape: [length], values: a },
      b: { shape: [length], values: b },
      far: { shape: [far.length], values: Float32Array.from(far) },
    },
  );
});
