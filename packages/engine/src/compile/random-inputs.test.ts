import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eager } from '../testing/reference.ts';
import { compile } from './compile.ts';
import { compileStep } from './compile-step.ts';
import { stepsThatFit } from './random-inputs.ts';

type Draw = () => tf.Tensor;
const engines = [process.env.HOURGLASS_ENGINE as 'native' | 'wasm', 'tfjs'] as const;

async function draws(draw: Draw, calls: number, seed = 1, engine = engines[0] as (typeof engines)[number]) {
  const compiled = await compile(() => ({ y: draw() }), { inputs: {}, seed, engine });
  const values: number[][] = [];
  for (let i = 0; i < calls; i++) values.push(Array.from((await compiled.run({})).y!.data, Number));
  await compiled.dispose();
  return values;
}

function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const power = (k: number) => values.reduce((sum, v) => sum + (v - mean) ** k, 0) / values.length;
  return { mean, deviation: Math.sqrt(power(2)), kurtosis: power(4) / power(2) ** 2 };
}

describe.each(engines)('on %s', (engine) => {
  test('draws vary from call to call, and repeat with the seed', async () => {
    const draw = () => tf.randomNormal([20]);
    const first = await draws(draw, 3, 5, engine);
    expect(new Set(first.flat()).size).toBe(60);
    expect(await draws(draw, 3, 5, engine)).toEqual(first);
    expect(await draws(draw, 3, 6, engine)).not.toEqual(first);
  });

  test('draws of one call differ from each other', async () => {
    const [both] = await draws(() => tf.stack([tf.randomUniform([9]), tf.randomUniform([9])]), 1, 5, engine);
    expect(new Set(both).size).toBe(18);
  });

  test('uniform, normal and truncated normal draws have their moments', async () => {
    const count = 40_000;
    const [uniform] = await draws(() => tf.randomUniform([count], -1, 3), 1, 2, engine);
    expect(Math.min(...uniform!)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...uniform!)).toBeLessThanOrEqual(3);
    expect(momentsOf(uniform!).mean).toBeCloseTo(1, 1);
    expect(momentsOf(uniform!).deviation).toBeCloseTo(4 / Math.sqrt(12), 1);
    const [normal] = await draws(() => tf.randomNormal([count], 2, 0.5), 1, 3, engine);
    expect(momentsOf(normal!).mean).toBeCloseTo(2, 1);
    expect(momentsOf(normal!).deviation).toBeCloseTo(0.5, 1);
    expect(momentsOf(normal!).kurtosis).toBeCloseTo(3, 0);
    const [truncated] = await draws(() => tf.truncatedNormal([count], 1, 0.1), 1, 4, engine);
    expect(Math.min(...truncated!)).toBeGreaterThanOrEqual(0.7999);
    expect(Math.max(...truncated!)).toBeLessThanOrEqual(1.2001);
    // The deviation of a normal distribution cut at two deviations is 0.8796 of the whole one's.
    expect(momentsOf(truncated!).deviation).toBeCloseTo(0.08796, 2);
  });

  test('a layer keeps the expected share, and its gradient has the same mask', async () => {
    const layer = tfl.layers.dropout({ rate: 0.25 });
    const drop = (x: tf.Tensor) => layer.apply(x, { training: true }) as tf.Tensor;
    const both = await compile(
      ({ x }) => {
        const { value, grad } = tf.valueAndGrad((v: tf.Tensor) => tf.sum(drop(v)))(x!);
        return { total: value, mask: grad };
      },
      { inputs: { x: { shape: [100, 100] } }, engine },
    );
    const masks: string[] = [];
    for (let call = 0; call < 2; call++) {
      const { total, mask } = await both.run({ x: new Float32Array(10_000).fill(1) });
      const kept = Array.from(mask!.data, Number);
      for (const value of kept) expect([0, 1 / 0.75].some((v) => Math.abs(v - value) < 1e-6)).toBe(true);
      expect(kept.filter((v) => v > 0).length / 10_000).toBeCloseTo(0.75, 1);
      // Of ones, the output is the mask itself.
      const sum = kept.reduce((all, v) => all + v, 0);
      expect(Number(total!.data[0]) / sum).toBeCloseTo(1, 4);
      masks.push(kept.join());
    }
    expect(masks[0]).not.toBe(masks[1]);
  });
});

test('bounds, means and deviations are found whatever they are', () =>
  fc.assert(
    fc.asyncProperty(
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.double({ min: 1e-3, max: 100, noNaN: true }),
      async (low, width) => {
        const [plain, placed] = [
          await draws(() => tf.randomUniform([50]), 1),
          await draws(() => tf.randomUniform([50], low, low + width), 1),
        ];
        const near = 1e-5 * (Math.abs(low) + width);
        for (const [i, u] of plain[0]!.entries()) {
          expect(Math.abs(placed[0]![i]! - (low + width * u))).toBeLessThan(near);
        }
      },
    ),
    { numRuns: 20 },
  ));

/** A step that writes what it drew into a variable, and a table that it needs no row of. */
async function steps(stepsPerCall: number, count: number, firstStep = 0) {
  const sum = tf.variable(tf.zeros([1, 6]));
  const step = await compileStep(
    ({ x }) => {
      const drawn = tf.dropout(tf.add(tf.randomNormal([1, 6]), tf.mul(x!, 0)), 0.5);
      sum.assign(tf.add(tf.mul(sum, 0.5), drawn));
      return { drawn };
    },
    {
      tables: { x: { data: new Float32Array(60), rowShape: [6] } },
      batchSize: 1,
      stepsPerCall,
      firstStep,
      seed: 9,
    },
  );
  const { drawn } = await step.run(Int32Array.from({ length: count }, () => 0));
  step.sync();
  await step.dispose();
  return { drawn: [...drawn!.data], sum: [...sum.dataSync()] };
}

test('steps of one call draw what they would draw alone', async () => {
  const alone = await steps(1, 7);
  expect(await steps(3, 7)).toEqual(alone);
  expect(alone.sum.some((v) => v !== 0)).toBe(true);
});

test('a call takes fewer steps where their random numbers would need too much memory', () => {
  const port = { port: 'a', distribution: 'randomUniform', scale: 1, shift: 0 } as const;
  const fits = (size: number) => stepsThatFit([{ ...port, dims: [size] }], 16);
  expect([fits(1000), fits(2 ** 22), fits(2 ** 25)]).toEqual([16, 4, 1]);
  expect(stepsThatFit([], 16)).toBe(16);
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])('the seed %d is refused', (seed) =>
  expect(compile(() => ({ y: tf.randomNormal([2]) }), { inputs: {}, seed })).rejects.toThrow(
    `the seed is ${seed}. It can be a whole number in 0..2^32-1.`,
  ),
);

test('who resumes at a later step draws what the whole run would have', async () => {
  expect((await steps(4, 3, 4)).drawn).toEqual((await steps(4, 7)).drawn);
});

test('a seed that is given to tfjs gives the same numbers at every call, as in tfjs', async () => {
  const draw = () => tf.randomNormal([5], 0, 1, 'float32', 3);
  const drawn = Array.from(draw().dataSync());
  expect(await draws(draw, 2)).toEqual([drawn, drawn]);
});

test('weights that are made while tracing keep what was drawn for them, by the seed', async () => {
  const weightsBy = async (seed: number) => {
    const layer = tfl.layers.dense({ units: 3 });
    const compiled = await compile(({ x }) => ({ y: layer.apply(x!) as tf.Tensor }), {
      inputs: { x: { shape: [1, 2] } },
      seed,
    });
    const { y } = await compiled.run({ x: Float32Array.of(1, 0) });
    const weights = Array.from(layer.getWeights()[0]!.dataSync());
    for (const [i, value] of weights.slice(0, 3).entries()) expect(y!.data[i]).toBeCloseTo(value, 6);
    return weights;
  };
  expect(new Set(await weightsBy(1)).size).toBe(6);
  expect(await weightsBy(1)).toEqual(await weightsBy(1));
});

describe.skipIf(eager)('random numbers that would be frozen are refused', () => {
  const traced = (draw: () => tf.Tensor) => compile(() => ({ y: draw() }), { inputs: {} });

  test('a number of Math.random', () =>
    expect(traced(() => tf.scalar(Math.random()))).rejects.toThrow('calls Math.random, and that number'));
  test('a function of tfjs that is not known', () =>
    expect(traced(() => tf.randomGamma([4], 2))).rejects.toThrow('calls Math.random in tf.randomGamma'));
  test('whole numbers', () =>
    expect(traced(() => tf.randomUniformInt([4], 0, 9))).rejects.toThrow("type 'int32' is not covered"));
  test('one number of an unusual range', () =>
    expect(traced(() => tf.randomUniform([1], 2, 5))).rejects.toThrow('too few numbers'));
  test('a drawn value that is read', () =>
    expect(traced(() => tf.scalar(tf.randomUniform([2]).dataSync()[0]!))).rejects.toThrow(
      'Return it instead',
    ));
  test('one number of the usual range is fine', async () => {
    const values = await draws(() => tf.randomUniform([1]), 3);
    expect(new Set(values.flat()).size).toBe(3);
  });
  test('and Math.random is itself again', async () => {
    const before = Math.random;
    await traced(() => tf.scalar(Math.random())).catch(() => {});
    expect(Math.random).toBe(before);
  });
});
