import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EngineOptions } from '../engine-options.ts';
import { createSession } from '../runtimes/session.ts';
import { eager } from '../testing/reference.ts';
import { compile } from './compile.ts';
import { compileStep } from './compile-step.ts';
import { exportGraph } from './export-graph.ts';

// In tfjs variables share memory after `tf.variable(t)` twice, `b.assign(a)` or `b.setWeights(a.getWeights())`,
// with each other and with plain tensors, until one of them is written.

/** Two of four variables. In tfjs one that is given its own memory loses it. */
const two = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })).filter(([to, from]) => to !== from);
const how = fc.constantFrom('takes', 'adds', 'doubles');
const program = fc.record({
  /** Of which tensor each of four variables is made. */
  made: fc.array(fc.nat({ max: 1 }), { minLength: 4, maxLength: 4 }),
  /** What the function writes. */
  inside: fc.array(fc.tuple(two, how), { minLength: 1, maxLength: 5 }),
  /** Which variables are given the memory of others before each call. */
  between: fc.array(fc.array(two, { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
});
type Program = typeof program extends fc.Arbitrary<infer T> ? T : never;

/** Variables and the function over them, which also reads the tensors that they are made of. */
function start({ made, inside }: Program) {
  const tensors = [tf.tensor1d([1, -2]), tf.tensor1d([0.5, 3])];
  const variables = made.map((i) => tf.variable(tensors[i]!));
  const fn = ({ x }: Record<string, tf.Tensor>) => {
    for (const [[to, from], how] of inside) {
      const [target, source] = [variables[to]!, variables[from]!];
      if (how === 'takes') target.assign(source);
      else
        target.assign(how === 'adds' ? tf.add(tf.mul(target, 0.5), tf.mul(source, x!)) : tf.mul(source, 2));
    }
    return { y: tf.stack([...variables, ...tensors].map((tensor, i) => tf.mul(tensor, i + 1))) };
  };
  const share = (pairs: readonly (readonly [number, number])[]) => {
    for (const [to, from] of pairs) variables[to]!.assign(variables[from]!);
  };
  const values = () => variables.map((variable) => Array.from(variable.dataSync()));
  return { fn, share, values, dispose: () => tf.dispose([...variables, ...tensors]) };
}

type Run = (given: Program, options: EngineOptions) => Promise<unknown[]>;

const compiled: Run = async (given, options) => {
  const { fn, share, values, dispose } = start(given);
  const whole = await compile(fn, { inputs: { x: { shape: [1] } }, ...options });
  const seen: unknown[] = [];
  for (const pairs of given.between) {
    share(pairs);
    const { y } = await whole.run({ x: Float32Array.of(0.25) });
    seen.push([...y!.data], values());
  }
  await whole.dispose();
  dispose();
  return seen;
};

const stepped: Run = async (given, options) => {
  const { fn, share, values, dispose } = start(given);
  const table = { data: Float32Array.of(0.25, -0.5), rowShape: [] };
  const step = await compileStep(fn, { tables: { x: table }, batchSize: 1, stepsPerCall: 2, ...options });
  const seen: unknown[] = [];
  for (const pairs of given.between) {
    share(pairs);
    step.load();
    const { y } = await step.run(Int32Array.of(0, 1, 0));
    step.sync();
    seen.push([...y!.data], values());
  }
  await step.dispose();
  dispose();
  return seen;
};

describe('variables are told apart by what they are, not by the memory that they share', () => {
  // All numbers are small sums of powers of two, so that every engine computes them exactly.
  test.each([
    ['in a compiled function', compiled],
    ['in a compiled step', stepped],
  ])('%s', (_, run) =>
    fc.assert(
      fc.asyncProperty(program, async (given) => {
        expect(await run(given, {})).toEqual(await run(given, { engine: 'tfjs' }));
      }),
      { numRuns: 12 },
    ),
  );

  test('where the function makes them', async () => {
    const run = async (options: EngineOptions) => {
      const first = tf.tensor1d([1, 2]);
      const known = tf.variable(first);
      let own: tf.Variable[] | undefined;
      const fn = ({ x }: Record<string, tf.Tensor>) => {
        const fresh = tf.ones([2]);
        own ??= [tf.variable(first), tf.variable(first), tf.variable(fresh), tf.variable(fresh)];
        own[0]!.assign(tf.add(own[0]!, x!));
        own[2]!.assign(tf.sub(own[2]!, x!));
        return { y: tf.stack([known, first, ...own]) };
      };
      const whole = await compile(fn, { inputs: { x: { shape: [1] } }, ...options });
      const seen = [];
      for (const x of [1, 2]) seen.push([...(await whole.run({ x: Float32Array.of(x) })).y!.data]);
      await whole.dispose();
      // The tensor is still there, whoever else had its memory.
      return [...seen, Array.from(first.dataSync())];
    };
    expect(await run({})).toEqual(await run({ engine: 'tfjs' }));
  });

  test.skipIf(eager)('in an exported graph', async () => {
    const shared = tf.tensor1d([1, 2]);
    const [a, b] = [tf.variable(shared), tf.variable(shared)];
    const graph = () => exportGraph(() => ({ a: tf.mul(a, 1), b: tf.mul(b, 1) }), { inputs: {} });
    const values = async () => {
      const session = await createSession(graph());
      const outputs = await session.run({});
      await session.close();
      return Object.values(outputs).map(({ data }) => [...data]);
    };
    expect(await values()).toEqual([
      [1, 2],
      [1, 2],
    ]);
    a.assign(tf.tensor1d([3, 4]));
    expect(await values()).toEqual([
      [3, 4],
      [1, 2],
    ]);
  });
});

test('compiling leaves variables with the memory they had', async () => {
  const shared = tf.tensor1d([1, 2]);
  const [a, b] = [tf.variable(shared), tf.variable(shared)];
  const ids = () => [shared, a, b].map(({ dataId }) => dataId);
  const [before, buffers] = [ids(), tf.memory().numDataBuffers];
  const fn = () => {
    a.assign(tf.add(a, b));
    return { y: tf.add(a, 1) };
  };
  await (await compile(fn, { inputs: {} })).dispose();
  expect(() => exportGraph(fn, { inputs: {} })).toThrow('writes variable');
  expect(ids()).toEqual(before);
  for (const [i, id] of ids().entries()) expect(id).toBe(before[i]);
  expect(tf.memory().numDataBuffers).toBe(buffers);
});

test.skipIf(eager)('reading a variable in the function is refused, for it would be read once', async () => {
  const a = tf.variable(tf.scalar(1));
  await expect(compile(() => ({ y: tf.mul(a, a.dataSync()[0]!) }), { inputs: {} })).rejects.toMatchObject({
    code: 'TRACE_FAILED',
    message: expect.stringContaining('reads a tensor'),
  });
});
