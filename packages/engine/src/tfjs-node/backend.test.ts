import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { readVariable } from '../compile/state.ts';
import { eager } from '../testing/reference.ts';

const engine = 'tfjs-node';
const two = new Float32Array([2, 2]);

// Its kernels and training steps are tested where those of all engines are.
describe.skipIf(!eager)('tfjs-node, on tensors that live in plain JavaScript', () => {
  test('they go to and fro, with their values, and none is left over', async () => {
    const variable = tf.variable(tf.tensor1d([1, 2]));
    const { run } = await compile(
      ({ x }) => {
        variable.assign(tf.mul(variable, x!));
        return { y: tf.add(variable, 1) };
      },
      { engine, inputs: { x: { shape: [2] } } },
    );
    const before = tf.memory().numTensors;
    for (const [round, expected] of [
      [2, 4],
      [8, 16],
      [32, 64],
    ].entries()) {
      const { y } = await run({ x: two });
      expect([...y!.data]).toEqual(expected.map((value) => value + 1));
      expect([...readVariable(variable).data]).toEqual(expected);
      expect(tf.getBackend()).toBe('cpu');
      // A kernel of the other backend reads it, and writes it.
      tf.tidy(() => variable.assign(tf.mul(variable, two)));
      expect([...readVariable(variable).data], `round ${round}`).toEqual(expected.map((value) => value * 2));
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  test('the backend of before is back after an error', async () => {
    const compiled = await compile(
      () => {
        throw new Error('mine');
      },
      { engine, inputs: {} },
    );
    await expect(compiled.run({})).rejects.toThrow('mine');
    expect(tf.getBackend()).toBe('cpu');
  });

  test('the exponential of integers leaves them alone', async () => {
    const whole = tf.tensor1d([0, 1], 'int32');
    const { run } = await compile(() => ({ y: tf.exp(whole) }), { engine, inputs: {} });
    for (const _ of [1, 2]) expect((await run({})).y!.data[1]).toBeCloseTo(Math.E, 5);
    expect([...whole.dataSync()]).toEqual([0, 1]);
  });
});
