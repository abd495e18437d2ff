import { type ImageSet, loadDataset, take } from '@hourglass/datasets';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TrainingCheckpoint } from '../checkpoints/training-checkpoint.ts';
import { resolveTrainConfig, type TrainConfigInput } from '../config/train-config.ts';
import type { TrainingEvent } from '../events.ts';
import { createTrainer, type Trainer, type TrainerOptions } from './trainer.ts';

let data: { train: ImageSet; test: ImageSet };
beforeAll(async () => {
  const mnist = await loadDataset('mnist');
  data = { train: take(mnist.train, 1000), test: take(mnist.test, 200) };
});

const tiny: TrainConfigInput = {
  net: { kind: 'dense', hidden: [], codeSize: 4 },
  schedule: { kind: 'constant' },
  batchSize: 8,
  epochs: 3,
  threads: 1,
};

type Each = (event: TrainingEvent, trainer: Trainer) => unknown;

async function run(config: TrainConfigInput, each: Each = () => {}, options: TrainerOptions = {}) {
  const trainer = await createTrainer(resolveTrainConfig({ ...tiny, ...config }), data, options);
  const events: TrainingEvent[] = [];
  for await (const event of trainer.events()) {
    events.push(event);
    await each(event, trainer);
  }
  const last = events.at(-1) as Extract<TrainingEvent, { type: 'run-ended' }>;
  const end = last.reason === 'failed' ? undefined : trainer.checkpoint();
  await trainer.dispose();
  return { events, end, last };
}

/** What an epoch learned, without its times. */
function epochsOf(events: readonly TrainingEvent[]) {
  return events
    .filter((event) => event.type === 'epoch')
    .map(({ time: _, seconds: __, imagesPerSecond: ___, ...rest }) => rest);
}

const numbersOf = (end: TrainingCheckpoint | undefined) =>
  Buffer.concat([end!.files['weights.bin']!, end!.files['optimizer.bin']!]);

describe('a training that goes on from a checkpoint', () => {
  test('has the bits of one that was not interrupted, from anywhere', async () => {
    const config: TrainConfigInput = { validation: 0.1, schedule: { kind: 'cosine', warmupSteps: 40 } };
    const taken: { told: number; checkpoint: TrainingCheckpoint }[] = [];
    const whole = await run(config, (event, trainer) => {
      if (event.type !== 'step' && event.type !== 'preview') return;
      const told = event.type === 'preview' ? event.epoch : Math.floor((event.step - 1) / 112);
      taken.push({ told, checkpoint: trainer.checkpoint() });
    });
    expect(taken.length).toBeGreaterThan(4);
    const places = taken.filter((_, i) => i % Math.ceil(taken.length / 6) === 0);
    for (const { told, checkpoint } of [...places, taken.at(-1)!]) {
      const rest = await run(config, () => {}, { resume: checkpoint.files });
      expect(epochsOf(rest.events)).toEqual(epochsOf(whole.events).slice(told));
      expect(rest.last).toMatchObject({ reason: 'finished', step: whole.last.step });
      expect(numbersOf(rest.end).equals(numbersOf(whole.end))).toBe(true);
    }
  });

  test.each<[string, TrainConfigInput]>([
    ['denoising', { corruption: { mask: 0.3 } }],
    ['variational', { net: { kind: 'vae', hidden: [8], codeSize: 4, klWeight: 1 } }],
    ['residual', { net: { kind: 'residual', codeSize: 4, refine: [2] }, loss: 'mse', batchSize: 50 }],
  ])('so has a %s one, which draws random numbers or is half trained', async (_, config) => {
    let checkpoint: TrainingCheckpoint | undefined;
    const whole = await run({ ...config, epochs: 2 }, (event, trainer) => {
      if (event.type === 'preview' && event.step > 0) checkpoint ??= trainer.checkpoint();
    });
    const rest = await run({ ...config, epochs: 2 }, () => {}, { resume: checkpoint!.files });
    expect(rest.last.step).toBe(whole.last.step);
    expect(numbersOf(rest.end).equals(numbersOf(whole.end))).toBe(true);
  });

  test('keeps a learning rate that was changed on the way', async () => {
    let checkpoint: TrainingCheckpoint | undefined;
    const whole = await run({}, (event, trainer) => {
      if (event.type !== 'epoch' || event.epoch !== 1) return;
      trainer.learningRate = 0.0007;
    });
    await run({}, (event, trainer) => {
      if (event.type === 'epoch' && event.epoch === 1) trainer.learningRate = 0.0007;
      if (event.type === 'preview' && event.epoch === 1) checkpoint ??= trainer.checkpoint();
    });
    const rest = await run({}, () => {}, { resume: checkpoint!.files });
    expect(numbersOf(rest.end).equals(numbersOf(whole.end))).toBe(true);
    expect(numbersOf((await run({})).end).equals(numbersOf(whole.end))).toBe(false);
  });

  test('may have more epochs', async () => {
    const { end } = await run({ epochs: 2 });
    const rest = await run({ epochs: 3 }, () => {}, { resume: end!.files });
    expect(numbersOf(rest.end).equals(numbersOf((await run({})).end))).toBe(true);
    expect(epochsOf(rest.events)).toMatchObject([{ epoch: 3 }]);
  });

  test('refuses a checkpoint of another net', async () => {
    const { end } = await run({ epochs: 1 });
    const other: TrainConfigInput = { net: { kind: 'dense', hidden: [], codeSize: 5 } };
    await expect(run(other, () => {}, { resume: end!.files })).rejects.toThrow(
      "the checkpoint is of another net: its weights are 784x4, 4, 4x784, 784, the net's 784x5, 5, ",
    );
  });
});

describe('the options of a training', () => {
  test('a held-out part judges epochs, and no picture of it is trained with', async () => {
    const { events } = await run({ validation: 0.25, epochs: 1 });
    expect(events[0]).toMatchObject({ trainCount: 750, testCount: 200, stepsPerEpoch: 93 });
    const [epoch] = epochsOf(events);
    expect(epoch!.validationBce).toBeGreaterThan(0.05);
    expect(epoch!.validationBce).not.toBe(epoch!.testBce);
  });

  test('metrics of the config and of one’s own, mixed', async () => {
    const brightest = {
      name: 'brightest',
      of: (_: Uint8Array, outputs: Float32Array) => outputs.reduce((a, b) => Math.max(a, b)),
    };
    const { events } = await run({ metrics: ['bce', 'psnr', 'mae', 'mse', 'cosine'], epochs: 1 }, () => {}, {
      metrics: [brightest],
    });
    const [{ metrics, testBce, psnr }] = epochsOf(events) as [ReturnType<typeof epochsOf>[number]];
    expect(Object.keys(metrics!)).toEqual(['bce', 'psnr', 'mae', 'mse', 'cosine', 'brightest']);
    expect([metrics!.bce, metrics!.psnr]).toEqual([testBce, psnr]);
    expect(metrics!.mae).toBeGreaterThan(metrics!.mse!);
    expect(metrics!.mse).toBeCloseTo(10 ** (-psnr / 10), 6);
    expect(metrics!.cosine).toBeGreaterThan(0.3);
    expect(metrics!.brightest).toBeLessThanOrEqual(1);
  });

  test('a budget of steps ends it exactly there', async () => {
    const { last, end } = await run({ maxSteps: 137 });
    expect(last).toMatchObject({
      reason: 'finished',
      step: 137,
      epoch: 1,
      message: 'all 137 steps are done',
    });
    expect(end!.step).toBe(137);
    // Within an epoch no event has told how well it does.
    expect(last.test).toMatchObject({ testCount: 200 });
    expect(last.test!.excessBce).toBeGreaterThan(0);
    expect(last.test!.testBce).toBeLessThan(0.6);
  });

  test.each([
    ['epochs', { epochs: 1 }],
    ['steps that are whole epochs', { maxSteps: 125 }],
  ])('of %s, its last epoch has told that', async (_, config) => {
    const { events, last } = await run(config);
    expect(last.test).toBeUndefined();
    expect(epochsOf(events).at(-1)).toMatchObject({ step: last.step, testCount: 200 });
  });

  test('a budget of time ends it', async () => {
    const { last } = await run({ maxMinutes: 1e-9 });
    expect(last).toMatchObject({ reason: 'finished', step: 0, message: 'its 1e-9 minutes are over' });
  });

  test('patience ends it, and a checkpoint of that end knows', async () => {
    const config: TrainConfigInput = { epochs: 30, earlyStop: { patience: 2, minDelta: 10 } };
    const { last, end } = await run(config);
    expect(last).toMatchObject({ reason: 'finished', epoch: 3 });
    expect(last.message).toMatch(/^no epoch was better than epoch \d for 2 evaluations$/);
    const again = await run(config, () => {}, { resume: end!.files });
    expect(again.last).toMatchObject({ reason: 'finished', epoch: 3 });
    const longer = await run({ ...config, epochs: 31 }, () => {}, { resume: end!.files });
    expect(longer.last).toMatchObject({ epoch: 5 });
  });

  test('evaluations are made on a sample, and after the last epoch on all pictures', async () => {
    const sampled = epochsOf((await run({ evaluateOn: 50 })).events);
    const whole = epochsOf((await run({ evaluateOn: 200 })).events);
    expect(sampled.map(({ testCount }) => testCount)).toEqual([50, 50, 200]);
    expect(whole.map(({ testCount }) => testCount)).toEqual([200, 200, 200]);
    expect(sampled[0]!.testBce).not.toBe(whole[0]!.testBce);
    expect(sampled[0]!.excessBce / whole[0]!.excessBce).toBeCloseTo(1, 1);
    expect(sampled[2]!.testBce).toBe(whole[2]!.testBce);
  });

  test('an early stop is the last epoch too', async () => {
    const earlyStop = { patience: 1, minDelta: 10 };
    const { events } = await run({ epochs: 9, evaluateOn: 50, earlyStop });
    expect(epochsOf(events).map(({ testCount }) => testCount)).toEqual([50, 200]);
  });

  test('epochs between evaluations are not measured, the last one is', async () => {
    const { events } = await run({ epochs: 5, evaluateEvery: 3 });
    expect(epochsOf(events).map(({ testBce }) => Number.isNaN(testBce))).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  test('weights that are no numbers any more make no checkpoint', async () => {
    // The loss of this one step is from before its update, and a number.
    const endless: Each = (_, trainer) => {
      trainer.learningRate = Number.POSITIVE_INFINITY;
    };
    await expect(run({ maxSteps: 1 }, endless)).rejects.toThrow(
      'the weights are no numbers any more at step 1. Try a smaller learning rate.',
    );
  });

  test('a warm-up longer than the run is refused', async () => {
    await expect(run({ schedule: { kind: 'cosine', warmupSteps: 375 } })).rejects.toThrow(
      "config 'schedule.warmupSteps': 375 is no part of 375 steps.",
    );
  });
});
