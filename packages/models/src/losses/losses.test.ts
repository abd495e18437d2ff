import { compile } from '@hourglass/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LossName, type LossSpec, lossNames } from '../options/names.ts';
import { tf } from '../tfjs.ts';
import { lossLabel, lossOf } from './losses.ts';
import type { OutputActivation } from './output.ts';

const rows = 3;
const channels = 3;
const pixels = 4 * channels;
const size = rows * pixels;

/** Each loss written again from its definition, one number at a time in double precision. */
const definitions: Record<LossName, (outputs: number[], pictures: number[], channels: number) => number> = {
  bce: (y, x) => -mean(y.map((p, i) => x[i]! * Math.log(held(p)) + (1 - x[i]!) * Math.log(1 - held(p)))),
  mse: (y, x) => mean(y.map((p, i) => (p - x[i]!) ** 2)),
  cosine: (y, x) => 1 - mean(chunks(y, pixels).map((row, i) => cosineOf(row, chunks(x, pixels)[i]!))),
  'pixel-cosine': (y, x, count) =>
    1 - mean(chunks(y, count).map((row, i) => cosineOf(row, chunks(x, count)[i]!))),
};

/** Both kinds of last numbers as pixels. They are drawn such that none is held at 0.001 or 0.999. */
const activations = {
  sigmoid: (z: number) => 1 / (1 + Math.exp(-z)),
  hardSigmoid: (z: number) => Math.min(Math.max(z / 5 + 0.5, 0), 1),
};
const held = (pixel: number) => Math.min(Math.max(pixel, 1e-3), 1 - 1e-3);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const chunks = (values: number[], length: number) =>
  Array.from({ length: values.length / length }, (_, i) => values.slice(i * length, (i + 1) * length));
function cosineOf(y: number[], picture: number[]): number {
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return dot(picture, y) / Math.sqrt(dot(picture, picture) * dot(y, y) + 1e-8);
}

/** The definition's slope along each logit, by central differences. */
function slopes(of: (logits: number[]) => number, logits: number[]): number[] {
  const h = 1e-5;
  return logits.map((_, i) => {
    const moved = (by: number) => of(logits.map((logit, k) => (k === i ? logit + by : logit)));
    return (moved(h) - moved(-h)) / (2 * h);
  });
}

async function valueAndGradient(
  spec: LossSpec,
  count: number,
  engine: 'native' | 'tfjs',
  activation: OutputActivation = 'sigmoid',
) {
  const loss = lossOf(spec);
  return compile(
    ({ z, x }) => {
      const { value, grad } = tf.valueAndGrad((last) => loss({ last, activation }, x!, count))(z!);
      return { value, grad };
    },
    { inputs: { z: { shape: [rows, pixels] }, x: { shape: [rows, pixels] } }, engine },
  );
}

const numbers = (min: number, max: number) =>
  fc.array(fc.double({ min, max, noNaN: true }), { minLength: size, maxLength: size });
const cases = (['native', 'tfjs'] as const).flatMap((engine) =>
  (['sigmoid', 'hardSigmoid'] as const).map((activation) => ({ engine, activation })),
);

describe.each(lossNames)('%s', (name) => {
  test.each(cases)(
    'and its gradient are as defined: $activation on $engine',
    async ({ engine, activation }) => {
      const compiled = await valueAndGradient(name, channels, engine, activation);
      const within = activation === 'sigmoid' ? 6 : 2;
      await fc.assert(
        fc.asyncProperty(numbers(-within, within), numbers(0, 1), async (z, x) => {
          const { value, grad } = await compiled.run({ z: Float32Array.from(z), x: Float32Array.from(x) });
          const definition = (at: number[]) =>
            definitions[name](at.map(activations[activation]), x, channels);
          expect(Math.abs((value!.data[0] as number) - definition(z))).toBeLessThan(1e-5);
          slopes(definition, z).forEach((slope, i) => {
            expect(Math.abs((grad!.data[i] as number) - slope)).toBeLessThan(2e-5);
          });
        }),
        { numRuns: 30 },
      );
      await compiled.dispose();
    },
  );
});

test('a weighted sum weighs values and gradients', async () => {
  const z = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  const x = Float32Array.from({ length: size }, (_, i) => (i % 5) / 5);
  const results = [];
  for (const spec of ['bce', 'cosine', { bce: 2, cosine: 0.5 }] as const) {
    const compiled = await valueAndGradient(spec, channels, 'native');
    const { value, grad } = await compiled.run({ z, x });
    results.push([value!.data[0] as number, ...(grad!.data as Float32Array)]);
    await compiled.dispose();
  }
  const [bce, cosine, sum] = results as [number[], number[], number[]];
  sum.forEach((value, i) => {
    expect(value).toBeCloseTo(2 * bce[i]! + 0.5 * cosine[i]!, 5);
  });
});

test('on grey pictures the cosine of single pixels has almost no gradient', async () => {
  const z = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  const x = Float32Array.from({ length: size }, (_, i) => 0.2 + (i % 5) / 10);
  const largest = async (name: LossName) => {
    const compiled = await valueAndGradient(name, 1, 'native');
    const { grad } = await compiled.run({ z, x });
    await compiled.dispose();
    return Math.max(...(grad!.data as Float32Array).map(Math.abs));
  };
  expect(await largest('pixel-cosine')).toBeLessThan(1e-4 * (await largest('cosine')));
});

test('a loss says its name', () => {
  expect(lossLabel('mse')).toBe('mse');
  expect(lossLabel({ bce: 1, cosine: 0.5 })).toBe('bce + 0.5 cosine');
});
