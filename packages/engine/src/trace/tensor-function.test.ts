import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { compileStep } from '../compile/compile-step.ts';

const weight = tf.variable(tf.scalar(1));
const loss = () => tf.square(weight) as tf.Scalar;
const tables = { x: { data: new Float32Array(4), rowShape: [1] } };
const rows = Int32Array.of(0, 1, 2, 3);

const wrong: [what: string, outputs: unknown, message: string][] = [
  [
    'no loss',
    { loss: tf.train.sgd(0.1).minimize(loss) },
    "output 'loss' is null; it must be a tensor. optimizer.minimize",
  ],
  ['a number', { y: 3 }, "output 'y' is 3; it must be a tensor."],
  ['a list', { y: [tf.scalar(1)] }, "output 'y' is a list"],
  ['one tensor', tf.scalar(1), 'the function gives one tensor; it must give tensors by name'],
  ['nothing', undefined, 'the function gives undefined'],
  ['a promise', Promise.resolve({}), 'the function gives a promise'],
];

test.each(wrong)('a function that gives %s is refused with words', async (_, outputs, message) => {
  const fn = () => outputs as Record<string, tf.Tensor>;
  const error = { code: 'TRACE_FAILED', message: expect.stringContaining(message) };
  for (const engine of ['native', 'tfjs'] as const) {
    const compiled = compile(fn, { inputs: {}, engine }).then(({ run }) => run({}));
    await expect(compiled).rejects.toMatchObject(error);
    const step = compileStep(fn, { tables, batchSize: 4, engine }).then(({ run }) => run(rows));
    await expect(step).rejects.toMatchObject(error);
  }
});

test('a loss whose type says that it may be null needs no exclamation mark', async () => {
  const optimizer = tf.train.sgd(0.1);
  const step = await compileStep(() => ({ loss: optimizer.minimize(loss, true) }), { tables, batchSize: 4 });
  expect((await step.run(rows)).loss!.data[0]).toBeGreaterThan(0);
  await step.dispose();
});
