import { catalog, datasetNames } from '@hourglass/datasets/catalog';
import { engineNames } from '@hourglass/engine/names';
import { describe, expect, test } from 'vitest';
import { lossNames, parseTrainConfig, pictureShapeOf, presets, resolveTrainConfig } from '../config.ts';

describe('a training config', () => {
  test('is filled from its preset, and what is said wins', () => {
    const config = resolveTrainConfig({ preset: 'mnist-64', epochs: 3, threads: undefined });
    expect(config).toMatchObject({
      preset: 'mnist-64',
      dataset: 'mnist',
      epochs: 3,
      loss: 'bce',
    });
    // Nobody asked for an engine: which one runs is found out where it runs.
    expect('engine' in config || 'threads' in config).toBe(false);
  });

  test.each(Object.keys(presets))('of preset %s survives being written and read', (preset) => {
    const config = resolveTrainConfig({ preset });
    expect(parseTrainConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  test('can weigh losses against each other', () => {
    const loss = { bce: 1, cosine: 0.5 };
    expect(resolveTrainConfig({ loss }).loss).toEqual(loss);
  });

  test('can name every engine that there is, and no other', () => {
    for (const engine of engineNames) expect(resolveTrainConfig({ engine }).engine).toBe(engine);
    expect(() => resolveTrainConfig({ engine: 'gpu' as never })).toThrow("config 'engine': ");
  });

  test.each(datasetNames())('can name the set %s', (dataset) => {
    expect(resolveTrainConfig({ dataset }).dataset).toBe(dataset);
  });

  test('can name a folder, whose pictures come in the shape of the preset, or in another', () => {
    expect(resolveTrainConfig({ dataset: './photos' })).toMatchObject({
      dataset: './photos',
      shape: [28, 28, 1],
    });
    expect(resolveTrainConfig({ preset: 'cifar100-512', dataset: '/p' }).shape).toEqual([32, 32, 3]);
    const config = resolveTrainConfig({ dataset: '/p', shape: [8, 16, 3], background: '#ff8000' });
    expect(parseTrainConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
    expect(pictureShapeOf(config)).toEqual([8, 16, 3]);
    for (const dataset of datasetNames()) {
      const named = resolveTrainConfig({ dataset });
      expect('shape' in named).toBe(false);
      expect(pictureShapeOf(named)).toEqual(catalog[dataset].shape);
    }
  });

  test.each([
    [{ dataset: 'photos' }, `config 'dataset': one of ${datasetNames().join(', ')}, or`],
    [{ dataset: '' }, "config 'dataset': one of mnist"],
    [{ dataset: 'constructor' }, "config 'dataset': one of mnist"],
    [
      { dataset: './photos', shape: [8, 8] },
      "config 'shape': height, width and channels (1, 3 or 4), such as",
    ],
    [{ dataset: './photos', shape: [8, 8, 2] }, "config 'shape': height, width and channels"],
    [{ dataset: './photos', shape: [0, 8, 1] }, "config 'shape"],
    [
      { dataset: './photos', background: 'red' },
      "config 'background': black, white, or a colour such as #ff8800.",
    ],
    [
      { shape: [28, 28, 1] },
      "config 'shape': it is for folders of pictures only; those of mnist are 28 x 28 x 1 as",
    ],
    [{ background: 'white' }, "config 'background': it is for folders of pictures only"],
    [
      { preset: 'study-mnist', dataset: './photos', shape: [32, 32, 1] },
      "config 'net.decoder': its decoder gives 784 pixels (28 x 28 x 1), but pictures of 32 x 32 x 1 have 1024.",
    ],
  ])('for a folder with %j is refused', (input, message) => {
    expect(() => resolveTrainConfig(input as never)).toThrow(message);
  });

  test('a preset is found by the name that it once had, and goes by its own', () => {
    for (const [former, present] of [
      ['seed-mnist', 'study-mnist'],
      ['seed-cifar100', 'study-cifar100'],
    ] as const) {
      expect(resolveTrainConfig({ preset: former })).toEqual(resolveTrainConfig({ preset: present }));
      const old = { ...resolveTrainConfig({ preset: present }), preset: former };
      expect(parseTrainConfig(old)).toEqual(old);
    }
  });

  test.each([
    [
      { preset: 'minst' },
      "unknown preset 'minst'. Known presets: mnist-meaning, mnist-64, mnist-64-shallow, study-mnist, ",
    ],
    [{ preset: 'constructor' }, "unknown preset 'constructor'"],
    [{ epochs: 0 }, "config 'epochs': "],
    [{ epochs: 1.5 }, "config 'epochs': "],
    [{ learningRate: Number.NaN }, "config 'learningRate': "],
    [{ loss: 'l1' }, `config 'loss': one of ${lossNames.join(', ')}, or a weighted sum such as `],
    [{ loss: {} }, "config 'loss': a sum of losses needs at least one."],
    [{ loss: { bce: -1 } }, "config 'loss.bce': "],
    [{ loss: { l1: 1 } }, "config 'loss': Unrecognized key"],
    [{ net: { kind: 'conv', encoder: [{ pool: 2, up: 2 }], decoder: [] } }, "config 'net."],
    [{ corruption: { mask: 1 } }, "config 'corruption.mask': "],
    [{ corruption: { blur: 1 } }, "config 'corruption': either { "],
    [{ sparsity: { kl: 1 } }, "config 'sparsity': either { "],
    [{ net: { kind: 'vae', hidden: [], codeSize: 2 } }, "config 'net.klWeight': "],
    [{ epcohs: 3 }, 'config: Unrecognized key: "epcohs"'],
    [{ net: { kind: 'dense', hidden: [0], codeSize: 64 } }, "config 'net.hidden.0': "],
    [{ schedule: { kind: 'cosine', floor: 2 } }, "config 'schedule.floor': "],
    [{ schedule: { kind: 'step', factor: 0.5 } }, "config 'schedule.everyEpochs': "],
    [{ schedule: { kind: 'zigzag' } }, "config 'schedule.kind': "],
    [{ clip: { norm: 0 } }, "config 'clip.norm': "],
    [{ validation: 1 }, "config 'validation': "],
    [{ earlyStop: { patience: 2, delta: 1 } }, `config 'earlyStop': Unrecognized key: "delta"`],
    [{ metrics: ['bce', 'beauty'] }, "config 'metrics.1': "],
    [{ checkpoints: { keep: 0 } }, "config 'checkpoints.keep': "],
    [{ maxSteps: 0 }, "config 'maxSteps': "],
    [
      { net: { kind: 'conv', encoder: [{ conv: 4 }, { pool: 2 }], decoder: [{ conv: 1 }] } },
      "config 'net.decoder': its decoder gives 196 pixels (14 x 14 x 1), but pictures of 28 x 28 x 1 have 784.",
    ],
    [
      { net: { kind: 'conv', encoder: [{ conv: 4, kernel: 29, padding: 'valid' }], decoder: [{ up: 28 }] } },
      "config 'net.encoder.0': nothing is left of 28 x 28 x 1 after this layer.",
    ],
    [{ preset: 'study-mnist', dataset: 'cifar100' }, "config 'net.decoder': its decoder gives"],
  ])('with %j is refused', (input, message) => {
    expect(() => resolveTrainConfig(input as never)).toThrow(message);
  });
});
