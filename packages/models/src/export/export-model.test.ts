import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImageSet, loadDataset, parseNpy, pictureOf, take } from '@hourglass/datasets';
import { floats, openOnnx } from '@hourglass/engine/graph';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSafetensors, runDescribed } from '../../test/read-safetensors.ts';
import { resolveTrainConfig, type TrainConfigInput } from '../config/train-config.ts';
import { exportFormats, exportsOfCodes } from '../options/names.ts';
import { layers, tf } from '../tfjs.ts';
import { createTrainer } from '../train/trainer.ts';
import { exportModel } from './export-model.ts';
import { toNpy } from './npy.ts';
import { openTrainedModel, type TrainedModel } from './trained-model.ts';

let data: { train: ImageSet; test: ImageSet };
const folder = mkdtempSync(join(tmpdir(), 'hourglass-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(async () => {
  const mnist = await loadDataset('mnist');
  data = { train: take(mnist.train, 640), test: take(mnist.test, 12) };
});
const given = async () => data;

const nets: Record<string, TrainConfigInput> = {
  dense: { net: { kind: 'dense', hidden: [24], codeSize: 8 } },
  'dense, stretched': { net: { kind: 'dense', hidden: [24], codeSize: 8, temperature: 4 } },
  convolutional: {
    net: {
      kind: 'conv',
      encoder: [{ conv: 4 }, { pool: 3 }, { conv: 2, kernel: 2 }],
      decoder: [{ up: 3 }, { conv: 4, kernel: 3, padding: 'valid' }, { conv: 1 }],
    },
  },
  variational: { net: { kind: 'vae', hidden: [24], codeSize: 8, klWeight: 1 } },
  meaning: {
    net: {
      kind: 'meaning',
      meaning: 4,
      style: 4,
      trunk: [{ conv: 4, kernel: 5, stride: 2 }, { pool: 2 }],
      hidden: [24],
      place: true,
    },
    teacher: { recipe: 'digits', weight: 0.5, patches: [{ size: 7, count: 8, grid: 2, stride: 3 }] },
  },
  residual: { net: { kind: 'residual', codeSize: 8, refine: [4] }, loss: 'mse' },
  linear: { net: { kind: 'linear', codeSize: 8 }, loss: 'mse' },
};

async function trained(config: TrainConfigInput): Promise<TrainedModel> {
  const resolved = resolveTrainConfig({ epochs: 1, batchSize: 64, ...config });
  const trainer = await createTrainer(resolved, data);
  for await (const _ of trainer.events());
  const { files } = trainer.checkpoint();
  await trainer.dispose();
  return openTrainedModel(resolved, data.test.shape, files);
}

function expectNear(values: ArrayLike<number | bigint>, expected: Float32Array): void {
  expect(values.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(Number(values[i]) - value)).toBeLessThan(2e-5);
  });
}

describe.each(Object.entries(nets))('a %s net', (name, config) => {
  let model: TrainedModel;
  let pixels: Float32Array;
  let codes: Float32Array;
  let pictures: Float32Array;

  beforeAll(async () => {
    model = await trained(config);
    pixels = Float32Array.from(data.test.pixels, (value) => value / 255);
    codes = await model.autoencoder.encode(data.test);
    pictures = await model.autoencoder.decode(codes);
  });
  afterAll(() => model.dispose());

  test.each(exportFormats)(
    'as %s: files by relative paths, the same again; pictures only for codes',
    async (format) => {
      let isAsked = false;
      const asked = async () => {
        isAsked = true;
        return data;
      };
      const files = await exportModel(format, model, asked);
      expect(isAsked).toBe(exportsOfCodes.includes(format));
      expect(files).not.toEqual({});
      for (const [path, bytes] of Object.entries(files)) {
        expect(path).toMatch(/^[\w.-]+(\/[\w.-]+)*$/);
        expect(bytes.length, path).toBeGreaterThan(0);
      }
      expect(await exportModel(format, model, given)).toEqual(files);
    },
  );

  test('as tfjs: loads with loadLayersModel and does the same', async () => {
    const files = await exportModel('tfjs', model, given);
    const load = (half: string) => {
      const { modelTopology, weightsManifest, format } = JSON.parse(
        new TextDecoder().decode(files[`${half}/model.json`]),
      );
      const weightData = files[`${half}/weights.bin`]!.slice().buffer;
      const weightSpecs = weightsManifest[0].weights;
      return layers.loadLayersModel(tf.io.fromMemory({ modelTopology, format, weightSpecs, weightData }));
    };
    const apply = async (half: string, input: Float32Array) => {
      const loaded = await load(half);
      const output = tf.tidy(() =>
        (
          loaded.predict(tf.tensor2d(input, [data.test.count, input.length / data.test.count])) as tf.Tensor
        ).dataSync(),
      );
      return output as Float32Array;
    };
    expectNear(await apply('encoder', pixels), codes);
    expectNear(await apply('decoder', codes), pictures);
    expectNear(await apply('autoencoder', pixels), pictures);
  });

  test('as ONNX: two files that do the same for any number of pictures', async () => {
    const files = await exportModel('onnx', model, given);
    const encoder = await openOnnx(files['encoder.onnx']!);
    const decoder = await openOnnx(files['decoder.onnx']!);
    const { code } = await encoder.run({ pixels: floats([12, 784], pixels) });
    expectNear(code!.data, codes);
    const first = codes.subarray(0, model.codeSize);
    const { pixels: one } = await decoder.run({ code: floats([1, model.codeSize], first) });
    expectNear(one!.data, pictures.subarray(0, 784));
    await encoder.close();
    await decoder.close();
  });

  test('as safetensors: every weight in its place', async () => {
    const file = (await exportModel('safetensors', model, given))['model.safetensors']!;
    const size = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
    const { __metadata__: _, ...tensors } = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + size)));
    const weights = [...model.halves.encoder.layers, ...model.halves.decoder.layers].flatMap(
      (layer) => layer.weights,
    );
    const values = weights.flatMap((weight) => Array.from(weight.read().dataSync()));
    expect(Object.values<{ shape: number[] }>(tensors).map(({ shape }) => shape)).toEqual(
      weights.map((weight) => weight.shape),
    );
    expect(Array.from(new Float32Array(file.slice(8 + size).buffer))).toEqual(values);
  });

  test('as safetensors: the file alone gives the same codes and pictures', async () => {
    const { tensors, net } = readSafetensors(
      (await exportModel('safetensors', model, given))['model.safetensors']!,
    );
    expect({ picture: net.picture, codeSize: net.codeSize }).toEqual({
      picture: [28, 28, 1],
      codeSize: model.codeSize,
    });
    for (let i = 0; i < 3; i++) {
      const code = runDescribed(net.encoder, pixels.subarray(i * 784, (i + 1) * 784), tensors);
      expectNear(code, codes.subarray(i * model.codeSize, (i + 1) * model.codeSize));
      expectNear(runDescribed(net.decoder, code, tensors), pictures.subarray(i * 784, (i + 1) * 784));
    }
  });

  test.runIf(process.env.HOURGLASS_PYTHON)('as safetensors: so it does for numpy', async () => {
    const own = join(folder, `${name} with numpy`);
    mkdirSync(own);
    const { 'model.safetensors': file } = await exportModel('safetensors', model, given);
    writeFileSync(join(own, 'model.safetensors'), file!);
    writeFileSync(join(own, 'pixels.npy'), toNpy(pixels, [12, 784]));
    const script = join(import.meta.dirname, '..', '..', 'examples', 'safetensors_numpy.py');
    const args = [script, 'model.safetensors', 'pixels.npy', 'codes.npy', 'pictures.npy'];
    execFileSync(process.env.HOURGLASS_PYTHON!, args, { cwd: own });
    const read = (path: string) =>
      new Float32Array(parseNpy(new Uint8Array(readFileSync(join(own, path)))).bytes.slice().buffer);
    expectNear(read('codes.npy'), codes);
    expectNear(read('pictures.npy'), pictures);
  });

  test.runIf(process.env.HOURGLASS_PYTHON)('is read by Python, with the same codes', async () => {
    const own = join(folder, name);
    mkdirSync(own);
    for (const format of ['onnx', 'safetensors', 'npy'] as const) {
      for (const [path, bytes] of Object.entries(await exportModel(format, model, given))) {
        writeFileSync(join(own, path), bytes);
      }
    }
    writeFileSync(join(own, 'pixels.bin'), pixels);
    const script = `
import numpy, onnxruntime, safetensors.numpy
x = numpy.fromfile('pixels.bin', dtype='float32').reshape(12, 784)
code = onnxruntime.InferenceSession('encoder.onnx').run(None, {'pixels': x})[0]
y = onnxruntime.InferenceSession('decoder.onnx').run(None, {'code': code})[0]
saved = numpy.load('codes-test.npy')
assert saved.shape == code.shape and abs(saved - code).max() < 2e-5
assert y.shape == x.shape and y.min() >= 0 and y.max() <= 1
weights = safetensors.numpy.load_file('model.safetensors')
assert numpy.load('labels-test-fine.npy').dtype == 'int32'
print(sum(w.size for w in weights.values()))`;
    const printed = execFileSync(process.env.HOURGLASS_PYTHON!, ['-c', script], {
      cwd: own,
      encoding: 'utf8',
    });
    const weights = [...model.halves.encoder.weights, ...model.halves.decoder.weights];
    expect(Number(printed)).toBe(
      weights.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]), 0),
    );
  });
});

describe('codes', () => {
  let model: TrainedModel;
  beforeAll(async () => {
    model = await trained(nets.dense!);
  });
  afterAll(() => model.dispose());

  test('as npy: with their ids and labels', async () => {
    const files = await exportModel('npy', model, given);
    expect(Object.keys(files)).toHaveLength(6);
    const { dtype, shape, bytes } = parseNpy(files['codes-test.npy']!);
    expect({ dtype, shape }).toEqual({ dtype: '<f4', shape: [12, 8] });
    expect(new Float32Array(bytes.slice().buffer)).toEqual(await model.autoencoder.encode(data.test));
    const labels = parseNpy(files['labels-test-fine.npy']!);
    expect(Array.from(new Int32Array(labels.bytes.slice().buffer))).toEqual(
      Array.from(data.test.labels.fine!.values),
    );
    expect(parseNpy(files['ids-train.npy']!).shape).toEqual([640]);
  });

  test('as a projector: a row, a class and a picture each', async () => {
    const files = await exportModel('projector', model, given);
    const text = (name: string) => new TextDecoder().decode(files[name]);
    const rows = text('vectors.tsv').trimEnd().split('\n');
    const codes = await model.autoencoder.encode(data.test);
    expect(rows.map((row) => row.split('\t').map((number) => Math.fround(Number(number))))).toEqual(
      Array.from({ length: 12 }, (_, i) => Array.from(codes.subarray(i * 8, i * 8 + 8))),
    );
    expect(text('metadata.tsv').split('\n').slice(0, 2)).toEqual(['id\tfine', '0\t7']);
    expect(text('projector_config.pbtxt')).toContain('single_image_dim: 28');
    const png = PNG.sync.read(Buffer.from(files['sprite.png']!));
    expect([png.width, png.height]).toEqual([4 * 28, 3 * 28]);
    const sixth = Array.from({ length: 784 }, (_, i) => {
      const [row, column] = [28 + Math.floor(i / 28), 28 + (i % 28)];
      return png.data[(row * png.width + column) * 4];
    });
    expect(sixth).toEqual(Array.from(pictureOf(data.test, 5)));
  });

  test('as a projector: says that it does not hold all of them', async () => {
    const notes: string[] = [];
    const export_ = (test: ImageSet) =>
      exportModel(
        'projector',
        model,
        async () => ({ ...data, test }),
        (note) => notes.push(note),
      );
    await export_(data.test);
    expect(notes).toEqual([]);
    const files = await export_((await loadDataset('mnist')).test);
    expect(new TextDecoder().decode(files['vectors.tsv']).trimEnd().split('\n')).toHaveLength(5000);
    expect(notes).toEqual([
      'the projector holds the first 5000 of 10000 test pictures: it draws no more well',
    ]);
  });
});
