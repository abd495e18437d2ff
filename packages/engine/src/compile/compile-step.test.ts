import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { autoencoder, bce, type Loss, pixels, rowsOf } from '../testing/autoencoder.ts';
import { eager, expectClose } from '../testing/reference.ts';
import { compileStep } from './compile-step.ts';
import type { CompileStepOptions } from './compiled-step.ts';
import { readVariable } from './state.ts';

const cosine: Loss = (z, x) => {
  const y = tf.sigmoid(z);
  const dot = tf.sum(tf.mul(x, y), 1);
  return tf.sub(1, tf.mean(tf.div(dot, tf.mul(tf.norm(x, 2, 1), tf.norm(y, 2, 1)))));
};

const optimizers: Record<string, () => tf.Optimizer> = {
  adam: () => tf.train.adam(0.01),
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.05, 0.9),
  rmsprop: () => tf.train.rmsprop(0.01),
};

async function train(
  options: Partial<CompileStepOptions>,
  loss: Loss,
  optimizer: () => tf.Optimizer,
  steps: number,
) {
  const { step, weights } = autoencoder(loss, optimizer());
  const compiled = await compileStep(step, {
    tables: { x: { data: pixels, rowShape: [30], scale: 1 / 255 } },
    batchSize: 20,
    ...options,
  });
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const outputs = await compiled.run(rowsOf(steps, 20).subarray(i * 20, (i + 1) * 20));
    losses.push(outputs.loss!.data[0] as number);
  }
  compiled.sync();
  await compiled.dispose();
  return { losses, weights: weights() };
}

describe('ten training steps equal the reference', () => {
  const cases = Object.keys(optimizers).flatMap((name) => [
    { optimizer: name, loss: 'bce', fn: bce },
    { optimizer: name, loss: 'cosine', fn: cosine },
  ]);
  test.each(cases)('$optimizer, $loss', async ({ optimizer, fn }) => {
    const compiled = await train({}, fn, optimizers[optimizer]!, 10);
    const reference = await train({ engine: 'tfjs' }, fn, optimizers[optimizer]!, 10);
    expect(reference.losses[9]).toBeLessThan(reference.losses[0]!);
    for (const [i, loss] of compiled.losses.entries()) expect(loss).toBeCloseTo(reference.losses[i]!, 4);
    for (const [i, weights] of compiled.weights.entries()) expectClose(weights, reference.weights[i]!, 1e-4);
  });
});

test('several steps a call give the same bits as one at a time', async () => {
  const one = autoencoder(bce, tf.train.adam(0.01));
  const many = autoencoder(bce, tf.train.adam(0.01));
  const options = {
    tables: { x: { data: pixels, rowShape: [30], scale: 1 / 255 } },
    batchSize: 20,
    threads: 1,
  };
  const single = await compileStep(one.step, { ...options, stepsPerCall: 1 });
  const unrolled = await compileStep(many.step, { ...options, stepsPerCall: 4 });
  const a = await single.run(rowsOf(11, 20));
  const b = await unrolled.run(rowsOf(11, 20));
  expect(b.loss!.data).toEqual(a.loss!.data);
  single.sync();
  unrolled.sync();
  expect(many.weights()).toEqual(one.weights());
});

test('a number a step reaches its own step, in whole calls and in what is left over', async () => {
  const rates = Float32Array.from({ length: 11 }, (_, i) => 1 / (i + 1));
  const run = async (options: Partial<CompileStepOptions>) => {
    const trail = tf.variable(tf.zeros([1, 30]));
    const step = ({ x, rate }: Record<string, tf.Tensor>) => {
      // Not commutative, so that an exchange of two steps would show.
      trail.assign(tf.mul(tf.add(trail, tf.mean(x!, 0, true)), rate!));
      return { rate: rate! };
    };
    const tables = { x: { data: pixels, rowShape: [30], scale: 1 / 255 } };
    const compiled = await compileStep(step, { tables, batchSize: 20, perStep: ['rate'], ...options });
    const outputs = await compiled.run(rowsOf(11, 20), { rate: rates });
    compiled.sync();
    await compiled.dispose();
    return { last: outputs.rate!.data[0], trail: readVariable(trail) };
  };
  const [compiled, reference] = [await run({ stepsPerCall: 4 }), await run({ engine: 'tfjs' })];
  expect(compiled.last).toBe(rates[10]);
  expectClose(compiled.trail, reference.trail, 1e-5);
});

test('the same seed gives the same bits', async () => {
  const [first, second] = [
    await train({}, bce, optimizers.adam!, 200),
    await train({}, bce, optimizers.adam!, 200),
  ];
  expect(second).toEqual(first);
});

test.each(['native', 'wasm', 'tfjs'] as const)('%s reads a table as it is at each call', async (engine) => {
  const data = Float32Array.of(1, 2, 3, 4);
  const step = await compileStep(({ x }) => ({ sum: tf.sum(x!) }), {
    tables: { x: { data, rowShape: [2] } },
    batchSize: 2,
    engine,
  });
  const sumNow = async () => (await step.run(Int32Array.of(0, 1))).sum!.data[0];
  expect(await sumNow()).toBe(10);
  data[3] = 40;
  expect(await sumNow()).toBe(46);
  await step.dispose();
});

test('runs on the engine that the environment names, or on the one that is asked for', async () => {
  const { step } = autoencoder(bce, tf.train.sgd(0.1));
  const options = { tables: { x: { data: pixels, rowShape: [30] } }, batchSize: 20 };
  expect((await compileStep(step, options)).engine).toBe(process.env.HOURGLASS_ENGINE);
  expect((await compileStep(step, { ...options, engine: 'tfjs' })).engine).toBe('tfjs');
});

test('compiling changes no variable and keeps no tensor but new variables', async () => {
  const optimizer = tf.train.adam(0.01);
  const { step, weights } = autoencoder(bce, optimizer);
  const before = structuredClone(weights());
  const compileIt = () =>
    compileStep(step, { tables: { x: { data: pixels, rowShape: [30] } }, batchSize: 20 });
  await compileIt();
  expect(weights()).toEqual(before);
  const tensors = tf.memory().numTensors;
  await compileIt();
  expect(tf.memory().numTensors).toBe(tensors);
});

// An eager engine keeps no state of its own.
test.skipIf(eager)('load takes values that somebody else has written', async () => {
  const { step, weights } = autoencoder(bce, tf.train.sgd(0.1));
  const tables = { x: { data: pixels, rowShape: [30], scale: 1 / 255 } };
  const compiled = await compileStep(step, { tables, batchSize: 20, threads: 1 });
  const first = await compiled.run(rowsOf(3, 20));
  compiled.load(); // The variables still hold what they held when it was compiled.
  expect(await compiled.run(rowsOf(3, 20))).toEqual(first);
  compiled.sync();
  expect(weights().every(({ data }) => data.every(Number.isFinite))).toBe(true);
  await compiled.dispose();
});

test('runs that overlap give what they give one after the other', async () => {
  const tables = { x: { data: pixels, rowShape: [30], scale: 1 / 255 } };
  const losses = async (overlap: boolean) => {
    const compiled = await compileStep(autoencoder(bce, tf.train.adam(0.01)).step, {
      tables,
      batchSize: 20,
      threads: 1,
    });
    const runs = [];
    for (let i = 0; i < 4; i++) {
      runs.push(compiled.run(rowsOf(2, 20)));
      if (!overlap) await runs[i];
    }
    const disposed = compiled.dispose();
    const results = await Promise.all(runs);
    await disposed;
    return results.map(({ loss }) => loss!.data[0]);
  };
  expect(await losses(true)).toEqual(await losses(false));
});
