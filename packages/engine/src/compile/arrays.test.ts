import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import '../testing/reference.ts';
import { type Compiled, compile, type InputArrays } from './compile.ts';
import { compileStep } from './compile-step.ts';
import type { Table } from './tables.ts';

const values = [1, 2, 3, 250];

type Kind = 'Float32Array' | 'Int32Array' | 'Uint8Array' | 'Uint8ClampedArray';
const types = {
  Float32Array: 'float32',
  Int32Array: 'int32',
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8',
};
const kinds = Object.keys(types) as Kind[];

/** Where the memory of an array may come from. */
const memories: Record<string, (kind: Kind) => InputArrays[string]> = {
  'its own memory': (kind) => globalThis[kind].from(values),
  'a part of other memory': (kind) => globalThis[kind].from([9, ...values, 9]).subarray(1, 5),
  'shared memory': (kind) => {
    const array = new (globalThis[kind] as Uint8ArrayConstructor)(new SharedArrayBuffer(16), 0, 4);
    array.set(values);
    return array;
  },
  'another realm': (kind) => runInNewContext(`${kind}.from(values)`, { values }),
};
const cases = kinds.flatMap((kind) => Object.keys(memories).map((memory) => [kind, memory] as const));

const other = [Float64Array, Int16Array, BigInt64Array].map((Kind) => new Kind(4));

async function sums(kind: Kind, memory: string, engine?: 'tfjs'): Promise<unknown[]> {
  const data = memories[memory]!(kind);
  const type = types[kind] as 'float32';
  const fn = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.sum(tf.mul(tf.cast(x!, 'float32'), 2)) });
  const options = engine ? { engine } : {};
  const whole = await compile(fn, { inputs: { x: { shape: [4], type } }, ...options });
  const step = await compileStep(fn, { tables: { x: { data, rowShape: [] } }, batchSize: 2, ...options });
  const rows = Int32Array.of(0, 1, 2, 3);
  const seen = [(await whole.run({ x: data })).y!.data[0], (await step.run(rows)).y!.data[0]];
  data[3] = 100; // A table is read as it is at each call.
  seen.push((await step.run(rows)).y!.data[0]);
  await Promise.all([whole.dispose(), step.dispose()]);
  return seen;
}

test.each(cases)('%s in %s is read', async (kind, memory) => {
  expect(await sums(kind, memory)).toEqual([512, 506, 206]);
  expect(await sums(kind, memory, 'tfjs')).toEqual([512, 506, 206]);
});

describe('what is refused by name', () => {
  const refused: unknown[] = [...other, values, undefined, null, 'text', { length: 4 }];
  const double = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.mul(x!, 2) });

  test.each(['float32', 'int32', 'uint8'] as const)('as an input of type %s', async (type) => {
    const compiled: Compiled = await compile(double, { inputs: { x: { shape: [4], type } } });
    const array = type === 'float32' ? new Int32Array(4) : new Float32Array(4);
    for (const x of [...refused, array, new Float32Array(3)]) {
      await expect(compiled.run({ x: x as Float32Array })).rejects.toMatchObject({
        code: 'SHAPE_MISMATCH',
        message: expect.stringMatching(/^input 'x' wants a \w+ of 4 \(shape \[4\]\), got \w+( of [34])?\.$/),
      });
    }
    await compiled.dispose();
  });

  test('as a table', async () => {
    for (const data of refused) {
      await expect(
        compileStep(double, { tables: { x: { data: data as Table['data'], rowShape: [] } }, batchSize: 2 }),
      ).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        message: expect.stringMatching(
          /^table 'x' holds \w+\. It can hold Uint8Array, Float32Array or Int32Array/,
        ),
      });
    }
    for (const rowShape of [undefined, 2, [0], [1.5]]) {
      await expect(
        compileStep(double, {
          tables: { x: { data: new Float32Array(4), rowShape: rowShape as number[] } },
          batchSize: 2,
        }),
      ).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        message: expect.stringContaining('has the row shape'),
      });
    }
  });

  test('as rows', async () => {
    const tables = { x: { data: new Float32Array(4), rowShape: [] } };
    const step = await compileStep(double, { tables, batchSize: 2 });
    for (const rows of [...refused, new Float32Array(2)]) {
      await expect(step.run(rows as Int32Array)).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        message: expect.stringMatching(/^rows are given as \w+\. They must be an Int32Array\.$/),
      });
    }
    await step.dispose();
  });
});
