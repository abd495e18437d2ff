import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { autoencoder, bce, pixels } from '../testing/autoencoder.ts';
import { eager } from '../testing/reference.ts';
import { compileStep } from './compile-step.ts';

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
