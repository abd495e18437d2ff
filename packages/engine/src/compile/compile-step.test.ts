import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import { expectClose } from '../testing/reference.ts';
import { type CompileStepOptions, compileStep } from './compile-step.ts';
import { readVariable } from './state.ts';

const pixels = Uint8Array.from(numbers(200 * 30, 5), (v) => (v + 2) * 63);
const rowsOf = (steps: number, batch: number) =>
  Int32Array.from({ length: steps * batch }, (_, i) => (i * 37) % 200);

type Loss = (logits: tf.Tensor, x: tf.Tensor) => tf.Tensor;
const bce: Loss = (z, x) => tf.mean(tf.sub(tf.softplus(z), tf.mul(z, x)));
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

/** A fresh small autoencoder with seeded weights, and the step that trains it. */
function autoencoder(loss: Loss, optimizer: tf.Optimizer) {
  const dense = (
    units: number,
    activation: 'relu' | 'sigmoid' | 'linear',
    seed: number,
    inputShape?: number[],
  ) =>
    tfl.layers.dense({
      units,
      activation,
      kernelInitializer: tfl.initializers.glorotUniform({ seed }),
      ...(inputShape ? { inputShape } : {}),
    });
  const model = tfl.sequential({
    layers: [
      dense(16, 'relu', 1, [30]),
      dense(5, 'sigmoid', 2),
      dense(16, 'relu', 3),
      dense(30, 'linear', 4),
    ],
  });
  const step = ({ x }: Record<string, tf.Tensor>) => ({
    loss: optimizer.minimize(() => loss(model.apply(x!) as tf.Tensor, x!) as tf.Scalar, true)!,
  });
  return {
    step,
    weights: () => model.getWeights(true).map((w) => readVariable(w as unknown as tf.Variable)),
  };
}

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

describe('bad input', () => {
  const tables = { x: { data: pixels, rowShape: [30] } };
  const step = () => autoencoder(bce, tf.train.sgd(0.1)).step;

  test('a table that is no whole number of rows', () =>
    expect(
      compileStep(step(), { tables: { x: { data: pixels, rowShape: [31] } }, batchSize: 20 }),
    ).rejects.toThrow("table 'x' has 6000 numbers, which is no whole number of rows of shape [31]."));

  test('rows that are no multiple of the batch size, or outside of the table', async () => {
    const compiled = await compileStep(step(), { tables, batchSize: 20 });
    await expect(compiled.run(new Int32Array(21))).rejects.toThrow(
      '21 rows are no multiple of the batch size 20.',
    );
    await expect(compiled.run(new Int32Array(20).fill(200))).rejects.toThrow('row 200 is not in the table');
  });
});
