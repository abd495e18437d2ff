import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { numbers } from '../testing/numbers.ts';
import { eager, expectClose } from '../testing/reference.ts';
import { compile } from './compile.ts';
import { compileStep } from './compile-step.ts';
import type { CompileStepOptions } from './compiled-step.ts';
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

describe('optimizers count the steps, and not their tracing', () => {
  const tables = { x: { data: pixels, rowShape: [30], scale: 1 / 255 } };
  test.each(['tfjs', undefined] as const)('of a compiled step, at sync (engine %s)', async (engine) => {
    const optimizer = tf.train.adam(0.01);
    const compiled = await compileStep(autoencoder(bce, optimizer).step, {
      tables,
      batchSize: 20,
      partialBatch: true,
      stepsPerCall: 4,
      ...(engine ? { engine } : {}),
    });
    await compiled.run(rowsOf(6, 20).subarray(0, 107));
    compiled.sync();
    compiled.sync();
    expect(optimizer.iterations).toBe(6);
    await compiled.run(rowsOf(2, 20));
    if (engine !== 'tfjs' && !eager)
      compiled.load(); // Those two are dropped.
    else expect(optimizer.iterations).toBe(8);
    await compiled.run(rowsOf(1, 20));
    compiled.sync();
    expect(optimizer.iterations).toBe(engine !== 'tfjs' && !eager ? 7 : 9);
    await compiled.dispose();
  });

  test('of a compiled function, at each call', async () => {
    const optimizer = tf.train.momentum(0.01, 0.9);
    const { step } = autoencoder(bce, optimizer);
    const compiled = await compile(
      ({ x }) => {
        step({ x: x! });
        return step({ x: x! });
      },
      { inputs: { x: { shape: [4, 30] } } },
    );
    expect(optimizer.iterations).toBe(0);
    await compiled.run({ x: new Float32Array(120) });
    await compiled.run({ x: new Float32Array(120) });
    expect(optimizer.iterations).toBe(4);
    await compiled.dispose();
  });
});

describe('outputs of each step', () => {
  test.each(['tfjs', undefined] as const)(
    'are stacked (engine %s), a smaller last batch included',
    async (engine) => {
      const { step } = autoencoder(bce, tf.train.adam(0.01));
      const compiled = await compileStep(step, {
        tables: { x: { data: pixels, rowShape: [30], scale: 1 / 255 } },
        batchSize: 20,
        stepsPerCall: 3,
        outputs: 'each',
        partialBatch: true,
        ...(engine ? { engine } : {}),
      });
      const rows = rowsOf(6, 20).subarray(0, 107);
      const { loss } = await compiled.run(rows);
      expect(loss!.dims).toEqual([6]);
      const alone = autoencoder(bce, tf.train.adam(0.01));
      const reference = await compileStep(alone.step, {
        tables: { x: { data: pixels, rowShape: [30], scale: 1 / 255 } },
        batchSize: 20,
        partialBatch: true,
        engine: 'tfjs',
      });
      for (let i = 0; i < 6; i++) {
        const { loss: wanted } = await reference.run(rows.subarray(i * 20, (i + 1) * 20));
        expect(loss!.data[i]).toBeCloseTo(wanted!.data[0] as number, 4);
      }
      await compiled.dispose();
    },
  );
});

describe('what must be finite', () => {
  const data = Float32Array.from(pixels, (v) => v / 255);
  data[150 * 30] = Number.NaN;
  test.each(['tfjs', undefined] as const)(
    'holds the state back where it is not (engine %s)',
    async (engine) => {
      const { step, weights } = autoencoder(bce, tf.train.adam(0.01));
      const compiled = await compileStep(step, {
        tables: { x: { data, rowShape: [30] } },
        batchSize: 20,
        stepsPerCall: 2,
        finite: ['loss'],
        ...(engine ? { engine } : {}),
      });
      const rows = (from: number, steps: number) =>
        Int32Array.from({ length: steps * 20 }, (_, i) => from + i);
      await compiled.run(rows(0, 2));
      compiled.sync();
      const before = structuredClone(weights());
      await expect(compiled.run(rows(120, 2))).rejects.toMatchObject({
        code: 'NOT_FINITE',
        message: expect.stringMatching(/^'loss' is NaN; the state is as it was before /),
      });
      if (engine === 'tfjs' || eager) return; // One step at a time: its first step here was a good one.
      compiled.sync();
      expect(weights()).toEqual(before);
      await compiled.run(rows(20, 2));
      compiled.sync();
      expect(weights()).not.toEqual(before);
      await compiled.dispose();
    },
  );

  test('is the state too: a last step may break it and still report a fine loss', async () => {
    const weight = tf.variable(tf.scalar(1));
    const step = ({ x }: Record<string, tf.Tensor>) => {
      const loss = tf.mean(tf.mul(weight, x!));
      weight.assign(tf.exp(tf.mul(weight, 100)));
      return { loss };
    };
    const tables = { x: { data: Float32Array.of(1, 2), rowShape: [] } };
    const compiled = await compileStep(step, { tables, batchSize: 2, finite: ['loss'] });
    await expect(compiled.run(Int32Array.of(0, 1))).rejects.toThrow(
      /a variable holds numbers that are not finite|is NaN/,
    );
    compiled.sync();
    expect(weight.dataSync()[0]).toBe(1);
    await compiled.dispose();
    weight.dispose();
  });
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

  test('a table whose buffer was given away since', async () => {
    const data = pixels.slice();
    const compiled = await compileStep(step(), { tables: { x: { data, rowShape: [30] } }, batchSize: 20 });
    structuredClone(data, { transfer: [data.buffer] });
    await expect(compiled.run(new Int32Array(20))).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: "table 'x' had shape [200,30] when it was compiled and has 0 numbers now.",
    });
  });

  test.skipIf(eager)(
    'a variable that was disposed, at run and at sync; a step that was disposed',
    async () => {
      const weight = tf.variable(tf.zeros([30, 2]), true, 'gone');
      const optimizer = tf.train.sgd(0.1);
      const minimize = ({ x }: Record<string, tf.Tensor>) => ({
        loss: optimizer.minimize(
          () => tf.sum(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D)) as tf.Scalar,
          true,
        )!,
      });
      const compiled = await compileStep(minimize, {
        tables,
        batchSize: 20,
        engine: process.env.HOURGLASS_ENGINE as never,
      });
      await compiled.run(new Int32Array(20));
      weight.dispose();
      const gone = {
        code: 'DISPOSED',
        message:
          "variable 'gone' of shape [30,2] was disposed, and compiled code still uses it. Dispose that first.",
      };
      await expect(compiled.run(new Int32Array(20))).rejects.toMatchObject(gone);
      expect(() => compiled.sync()).toThrow(gone.message);
      await compiled.dispose();
      await compiled.dispose();
      await expect(compiled.run(new Int32Array(20))).rejects.toThrow(
        'this compiled step was disposed. Compile it again.',
      );
    },
  );

  test('too few numbers for the steps', async () => {
    const compiled = await compileStep(step(), { tables, batchSize: 20, perStep: ['rate'] });
    await expect(compiled.run(new Int32Array(40), { rate: new Float32Array(1) })).rejects.toThrow(
      "'rate' has 1 numbers for 2 steps.",
    );
  });
});
