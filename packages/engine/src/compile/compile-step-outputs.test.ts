import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { autoencoder, bce, pixels, rowsOf } from '../testing/autoencoder.ts';
import { eager } from '../testing/reference.ts';
import { compile } from './compile.ts';
import { compileStep } from './compile-step.ts';

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
