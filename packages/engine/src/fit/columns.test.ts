import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import type { Column } from './column.ts';
import type { Columns } from './columns.ts';
import { fit } from './fit.ts';
import { createPredictor, predict } from './predictor.ts';

tf.enableProdMode();

const values = [1, 2, 3, 250, 5, 6, 7, 8];
const tensor = () => tf.tensor2d(values, [4, 2]);

/** The same four rows in every way that they can be given in. */
const ways: Record<string, Column> = {
  Float32Array: Float32Array.from(values),
  Int32Array: Int32Array.from(values),
  Uint8Array: Uint8Array.from(values),
  Uint8ClampedArray: Uint8ClampedArray.from(values),
  Float64Array: Float64Array.from(values),
  Int16Array: Int16Array.from(values),
  Uint16Array: Uint16Array.from(values),
  'a plain array': values,
  'lists of rows': [
    [1, 2],
    [3, 250],
    [5, 6],
    [7, 8],
  ],
  'shared memory': shared(values),
  'a part of an array': Float64Array.from([9, ...values, 9]).subarray(1, 9),
  'an array of another realm': runInNewContext('Float32Array.from(values)', { values }) as Float32Array,
  'a table of Float64Array': { data: Float64Array.from(values), rowShape: [2] },
  'a table of a plain array': { data: values, rowShape: [2] },
  'a table of shared memory': { data: shared(values), rowShape: [2] },
  'a table that scales': { data: values.map((value) => value * 4), rowShape: [2], scale: 1 / 4 },
  'an int32 tensor': tf.tensor2d(values, [4, 2], 'int32'),
};

function shared(numbers: readonly number[]): Float32Array {
  const array = new Float32Array(new SharedArrayBuffer(4 * numbers.length));
  array.set(numbers);
  return array;
}

function net() {
  const kernelInitializer = tfl.initializers.glorotUniform({ seed: 3 });
  const model = tfl.sequential({
    layers: [tfl.layers.dense({ units: 2, inputShape: [2], kernelInitializer, name: 'out' })],
  });
  model.compile({ optimizer: tf.train.sgd(1e-6), loss: 'meanSquaredError' });
  return model;
}

describe('rows are the same rows, however they are given', () => {
  const wanted = net().predict(tensor()) as tf.Tensor;
  const training = net().fit(tensor(), tensor(), { epochs: 2, shuffle: false, verbose: 0 });

  test.each(Object.keys(ways))('%s', async (way) => {
    const answers = (await predict(net(), ways[way]!)) as tf.Tensor;
    expect(answers.shape).toEqual([4, 2]);
    expectNear(answers.dataSync(), wanted.dataSync());
    const { history } = await fit(net(), ways[way]!, ways[way]!, { epochs: 2, shuffle: false });
    expectNear(history.loss!, (await training).history.loss as number[]);
  });

  test('for two inputs, each in its own way', async () => {
    const [a, b] = [tfl.input({ shape: [2], name: 'a' }), tfl.input({ shape: [2], name: 'b' })];
    const model = tfl.model({
      inputs: [a, b],
      outputs: tfl.layers.add().apply([a, b]) as tfl.SymbolicTensor,
    });
    const sums = values.map((value) => 2 * value);
    for (const given of [
      [ways['lists of rows']!, ways['a plain array']!],
      { b: ways.Int16Array!, a: tensor() },
    ] as Columns[]) {
      expectNear(((await predict(model, given)) as tf.Tensor).dataSync(), sums);
    }
  });
});

function expectNear(got: ArrayLike<number>, wanted: ArrayLike<number>) {
  expect(got.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) expect(got[i]! / wanted[i]!).toBeCloseTo(1, 5);
}

describe('what is no rows of numbers is refused by name', () => {
  const refused: [string, unknown, string][] = [
    ['nothing', undefined, "nothing is given for 'out_input'."],
    ['null', null, "nothing is given for 'out_input'."],
    ['no rows in an array', new Float32Array(), "'out_input' has no rows. Give at least one."],
    ['no rows in a tensor', tf.zeros([0, 2]), "'out_input' has no rows. Give at least one."],
    ['no rows in a table', { data: [], rowShape: [2] }, "'out_input' has no rows. Give at least one."],
    ['no rows in a list', [], '0 given for 1 (out_input).'],
    [
      'half a row',
      new Float32Array(3),
      "'out_input' has 3 numbers, which are no whole number of rows of shape [2].",
    ],
    ['a number', 3, "nothing is given for 'out_input'."],
    [
      'strings',
      tf.tensor2d(['a', 'b'], [1, 2]),
      "'out_input' is a tensor of type string. It must hold numbers.",
    ],
    [
      'a hole',
      [1, undefined],
      "'out_input' is given as Array. It can be a tensor, an array of numbers such as Float32Array, or { data, rowShape }.",
    ],
    ['large integers', new BigInt64Array(4), "'out_input' is given as BigInt64Array. It can be"],
    [
      'a view without a kind',
      new DataView(new ArrayBuffer(8)),
      "'out_input' is given as DataView. It can be",
    ],
    ['a table without numbers', { rowShape: [2] }, "'out_input' is given as Undefined. It can be"],
    ['rows of unequal length', [[1, 2], [3]], "'out_input' is a list of rows of several shapes."],
    ['rows of another length', [[1, 2, 3]], "'out_input' wants rows of shape [2], and has rows of [3]."],
  ];
  test.each(refused)('%s', async (_, x, message) => {
    const error = { code: 'INPUT_INVALID', message: expect.stringContaining(message) };
    const model = net();
    await expect(fit(model, x as Columns, tensor())).rejects.toMatchObject(error);
    await expect(predict(model, x as Columns)).rejects.toMatchObject(error);
    const predictor = createPredictor(model);
    await expect(predictor.predict(x as Columns)).rejects.toMatchObject(error);
    await predictor.dispose();
  });
});

describe('targets are taken where tfjs takes them, and are refused where it refuses them', () => {
  const losses = [
    'meanSquaredError',
    'binaryCrossentropy',
    'categoricalCrossentropy',
    'sparseCategoricalCrossentropy',
    'own',
  ];
  const outputs = [[3], [1], [2, 3], [2, 1]];
  const targets = [[], [1], [3], [2], [2, 3], [2, 1], [3, 1], [2, 3, 1]];
  const own = (t: tf.Tensor, p: tf.Tensor) => tf.mean(tf.square(tf.sub(t, p)), -1);

  test.each(losses.flatMap((loss) => outputs.map((output) => [loss, output] as const)))(
    '%s of %j',
    async (loss, output) => {
      const make = () => {
        const kernelInitializer = tfl.initializers.glorotUniform({ seed: 3 });
        const model = tfl.sequential({
          layers: [
            tfl.layers.dense({
              units: output.at(-1)!,
              inputShape: [...output.slice(0, -1), 2],
              activation: 'sigmoid',
              kernelInitializer,
            }),
          ],
        });
        model.compile({ optimizer: 'sgd', loss: loss === 'own' ? own : loss });
        return model;
      };
      const x = () => tf.ones([4, ...output.slice(0, -1), 2]);
      for (const target of targets) {
        const y = () => tf.ones([4, ...target]);
        const theirs = await make()
          .fit(x(), y(), { verbose: 0 })
          .then(
            ({ history }) => history.loss as number[],
            () => 'refused',
          );
        const ours = await fit(make(), x(), y()).then(
          ({ history }) => history.loss!,
          (cause) => {
            expect(cause).toMatchObject({ code: 'INPUT_INVALID' });
            return 'refused';
          },
        );
        if (theirs === 'refused') expect({ target, ours }).toEqual({ target, ours: 'refused' });
        else expectNear(ours as number[], theirs as number[]);
      }
    },
  );
});
