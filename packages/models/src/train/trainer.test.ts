import { type ImageSet, loadDataset, take } from '@hourglass/datasets';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildHalves } from '../autoencoders/build.ts';
import { variablesOf } from '../autoencoders/halves.ts';
import { CheckpointError } from '../checkpoints/errors.ts';
import { type CheckpointFiles, decodeWeights } from '../checkpoints/weights.ts';
import { resolveTrainConfig, type TrainConfigInput } from '../config/train-config.ts';
import type { TrainingEvent } from '../events.ts';
import type { ConvLayer } from '../options/net.ts';
import { reconstructionErrors } from '../quality/reconstruction.ts';
import { createTrainer, type Trainer } from './trainer.ts';

let train: ImageSet;
let held: ImageSet;

beforeAll(async () => {
  const mnist = await loadDataset('mnist');
  train = take(mnist.train, 6000);
  held = take(mnist.test, 1000);
});

const small: TrainConfigInput = { net: { kind: 'dense', hidden: [64], codeSize: 16 }, epochs: 2, threads: 1 };

async function run(config: TrainConfigInput, each?: (event: TrainingEvent, trainer: Trainer) => void) {
  const trainer = await createTrainer(resolveTrainConfig(config), { train, test: held });
  const events: TrainingEvent[] = [];
  for await (const event of trainer.events()) {
    events.push(event);
    each?.(event, trainer);
  }
  return { trainer, events };
}

function ofType<T extends TrainingEvent['type']>(events: TrainingEvent[], type: T) {
  return events.filter((event): event is Extract<TrainingEvent, { type: T }> => event.type === type);
}

describe('a training run on real MNIST', () => {
  test('tells its story in order and learns', async () => {
    const { trainer, events } = await run(small);
    expect(events[0]).toMatchObject({
      type: 'run-started',
      dataset: 'mnist',
      codeSize: 16,
      stepsPerEpoch: 46,
    });
    expect(events[0]).toMatchObject({
      parameters: 784 * 64 + 64 + 64 * 16 + 16 + 16 * 64 + 64 + 64 * 784 + 784,
    });
    expect(events[1]).toMatchObject({ type: 'references', pca: { size: 16 } });
    const epochs = ofType(events, 'epoch');
    expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 46],
      [2, 92],
    ]);
    expect(epochs[1]!.testBce).toBeLessThan(epochs[0]!.testBce);
    expect(epochs[1]!.excessBce).toBeGreaterThan(0);
    expect(events.at(-1)).toMatchObject({ type: 'run-ended', reason: 'finished', step: 92, epoch: 2 });
    const previews = ofType(events, 'preview');
    expect(previews.length).toBeGreaterThanOrEqual(3);
    expect(Buffer.from(previews[0]!.originals, 'base64').length).toBe(10 * 784);
    await trainer.dispose();
  });

  test('the same config gives the same losses, another seed gives others', async () => {
    const storyOf = async (config: TrainConfigInput) => {
      const { events, trainer } = await run({ ...config, epochs: 1 });
      await trainer.dispose();
      return ofType(events, 'epoch').map(({ trainLoss, testBce }) => [trainLoss, testBce]);
    };
    const first = await storyOf(small);
    expect(await storyOf(small)).toEqual(first);
    expect(await storyOf({ ...small, seed: 2 })).not.toEqual(first);
  });

  test.each(['native', 'wasm'] as const)('%s and the tfjs reference agree', async (engine) => {
    const tiny: TrainConfigInput = {
      ...small,
      net: { kind: 'dense', hidden: [], codeSize: 16 },
      epochs: 1,
      batchSize: 600,
    };
    const [compiled, reference] = [await run({ ...tiny, engine }), await run({ ...tiny, engine: 'tfjs' })];
    const [a, b] = [ofType(compiled.events, 'epoch')[0]!, ofType(reference.events, 'epoch')[0]!];
    expect(a.trainLoss).toBeCloseTo(b.trainLoss, 4);
    expect(a.testBce).toBeCloseTo(b.testBce, 4);
  });

  test('the reported BCE is the BCE of the reconstructions', async () => {
    const { trainer } = await run({ ...small, epochs: 1 });
    const { bce, mse } = await trainer.autoencoder.measure(held.pixels);
    const outputs = await trainer.autoencoder.reconstruct(held);
    const errors = reconstructionErrors(held.pixels, outputs);
    expect(bce).toBeCloseTo(errors.bce, 3);
    expect(mse).toBeCloseTo(errors.mse, 5);
    const codes = await trainer.autoencoder.encode(held);
    expect(codes.length).toBe(1000 * 16);
    expect(codes.every((value) => value >= 0 && value <= 1)).toBe(true);
    const decoded = await trainer.autoencoder.decode(codes);
    expect(Buffer.from(decoded.buffer).equals(Buffer.from(outputs.buffer))).toBe(true);
  });

  test("the study's convolutional net learns", async () => {
    const seed: TrainConfigInput = { preset: 'study-mnist', epochs: 1, batchSize: 32 };
    const { trainer, events } = await run(seed);
    expect(events[0]).toMatchObject({ codeSize: 64, parameters: 12_809 });
    expect(ofType(events, 'epoch')[0]!.testBce).toBeLessThan(0.4);
    await trainer.dispose();
  });

  test('a net that does not lead back to the picture is refused', async () => {
    const net = (decoder: [ConvLayer]): TrainConfigInput => ({
      net: { kind: 'conv', encoder: [{ conv: 4 }, { pool: 2 }], decoder },
    });
    await expect(run(net([{ conv: 1 }]))).rejects.toThrow(
      "config 'net.decoder': its decoder gives 196 pixels (14 x 14 x 1), but pictures of 28 x 28 x 1 have 784.",
    );
    await expect(run(net([{ conv: 1, kernel: 15, padding: 'valid' }]))).rejects.toThrow(
      "config 'net.decoder.0': nothing is left of 14 x 14 x 4",
    );
  });

  test('cosine loss learns too', async () => {
    const { events } = await run({ ...small, loss: 'cosine' });
    const losses = ofType(events, 'epoch').map(({ trainLoss }) => trainLoss);
    expect(losses[1]).toBeLessThan(losses[0]!);
    expect(losses[1]).toBeLessThan(0.5);
  });

  test('tells of each step that a checkpoint is due at, however fast it trains', async () => {
    const { events } = await run({ ...small, checkpoints: { everySteps: 16 } });
    const steps = ofType(events, 'step').map(({ step }) => step);
    // A call makes 16 steps, and the last of an epoch of 46 makes 14.
    expect(steps).toEqual(expect.arrayContaining([16, 32, 62, 78, 92]));
  });

  test('stop ends it after the current call', async () => {
    const { events } = await run({ ...small, epochs: 1000 }, (event, trainer) => {
      if (event.type === 'epoch') trainer.stop();
    });
    expect(events.at(-1)).toMatchObject({ type: 'run-ended', reason: 'stopped', epoch: 1 });
  });

  test('a loss that is no number any more ends it with a reason', async () => {
    const { events } = await run({ ...small, learningRate: 1e30 });
    expect(events.at(-1)).toMatchObject({ type: 'run-ended', reason: 'failed', epoch: 0 });
    expect(events.at(-1)).toMatchObject({ message: expect.stringContaining('Try a smaller learning rate.') });
  });

  test('a batch larger than the set is refused', async () => {
    await expect(run({ ...small, batchSize: 6001 })).rejects.toThrow(
      "config 'batchSize': 6001 is more than the 6000 training pictures.",
    );
  });
});

describe('the weights of a checkpoint', () => {
  const net = (hidden: number[]) =>
    variablesOf(buildHalves({ kind: 'dense', hidden, codeSize: 16 }, [28, 28, 1], 99));
  let files: CheckpointFiles;
  beforeAll(async () => {
    const { trainer } = await run({ ...small, epochs: 1 });
    ({ files } = trainer.checkpoint());
  });

  test('are those that were trained', () => {
    const fresh = net([64]);
    decodeWeights(files, fresh);
    const values = fresh.flatMap((variable) => Array.from(variable.dataSync()));
    expect(values).toEqual(Array.from(new Float32Array(files['weights.bin']!.slice().buffer)));
  });

  test.each([
    ['of another net', [], {}, /^the checkpoint is of another net: its weights are 784x64, 64, 64x16, /],
    ['cut short', [64], { 'weights.bin': new Uint8Array(1000) }, 'its weights.bin has 1000 bytes instead of'],
    ['absent', [64], { 'weights.bin': undefined }, 'its weights.bin has 0 bytes instead of'],
    ['without shapes', [64], { 'weights.json': undefined }, 'its weights.json cannot be read.'],
  ] as const)('that are %s are refused, and change nothing', (_, hidden, change, message) => {
    const variables = net([...hidden]);
    const before = variables.map((variable) => Array.from(variable.dataSync()));
    const changed = { ...files, ...change } as CheckpointFiles;
    expect(() => decodeWeights(changed, variables)).toThrow(CheckpointError);
    expect(() => decodeWeights(changed, variables)).toThrow(message);
    expect(variables.map((variable) => Array.from(variable.dataSync()))).toEqual(before);
  });
});
