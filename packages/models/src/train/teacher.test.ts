import { type ImageSet, loadDataset, take } from '@hourglass/datasets';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TrainingCheckpoint } from '../checkpoints/training-checkpoint.ts';
import { resolveTrainConfig, type TrainConfigInput } from '../config/train-config.ts';
import { fitDictionary } from '../dictionary/fit-dictionary.ts';
import { dictionaryRecipes } from '../dictionary/recipes.ts';
import { openOnnxEncoder } from '../encoders/onnx.ts';
import type { TrainingEvent } from '../events.ts';
import type { TeacherConfig } from '../options/teacher.ts';
import { createTrainer, type Trainer, type TrainerOptions } from './trainer.ts';

interface Data {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

let data: Data;
beforeAll(async () => {
  const mnist = await loadDataset('mnist');
  data = { train: take(mnist.train, 600), test: take(mnist.test, 100) };
});

const meaning = 6;
const teacher: TeacherConfig = {
  recipe: 'digits',
  weight: 1,
  patches: [{ size: 7, count: 16, grid: 2, stride: 3 }],
  viewedPictures: 100,
};
const tiny: TrainConfigInput = {
  preset: 'mnist-meaning',
  net: { kind: 'meaning', meaning, style: 4, trunk: [{ conv: 8, kernel: 5, stride: 3 }], hidden: [16] },
  teacher,
  batchSize: 20,
  epochs: 4,
};

type Each = (event: TrainingEvent, trainer: Trainer) => unknown;

async function run(
  config: TrainConfigInput = {},
  each: Each = () => {},
  options: TrainerOptions = {},
  on: Data = data,
) {
  const trainer = await createTrainer(resolveTrainConfig({ ...tiny, ...config }), on, options);
  const events: TrainingEvent[] = [];
  try {
    for await (const event of trainer.events()) {
      events.push(event);
      await each(event, trainer);
    }
    const codes = await trainer.autoencoder.encode(on.test);
    return { events, codes, files: trainer.checkpoint().files };
  } finally {
    await trainer.dispose();
  }
}

const phasesOf = (events: readonly TrainingEvent[]) => [
  ...new Set(events.flatMap((event) => (event.type === 'teacher' ? [event.phase] : []))),
];

const epochsOf = (events: readonly TrainingEvent[]) => events.filter((event) => event.type === 'epoch');

/** What of each code means, and what is style and place. */
function parts(codes: Float32Array) {
  const size = codes.length / data.test.count;
  const isMeaning = (_: number, i: number) => i % size < meaning;
  return { meanings: codes.filter(isMeaning), styles: codes.filter((value, i) => !isMeaning(value, i)) };
}

/** The mean cosine of the meanings in codes to what the teacher says of the same pictures. */
async function agreement(codes: Float32Array, file: Uint8Array): Promise<number> {
  const encoder = await openOnnxEncoder(file, { shape: data.test.shape });
  const taught = await encoder.encode(data.test);
  await encoder.dispose();
  const size = codes.length / data.test.count;
  let sum = 0;
  for (let row = 0; row < data.test.count; row++) {
    const own = Array.from(codes.subarray(row * size, row * size + meaning), (value) => 2 * value - 1);
    const right = taught.subarray(row * meaning, (row + 1) * meaning);
    const length = Math.hypot(...own) * Math.hypot(...right);
    sum += own.reduce((total, value, i) => total + value * right[i]!, 0) / length;
  }
  return sum / data.test.count;
}

describe('a net that is taught', () => {
  let whole: Awaited<ReturnType<typeof run>>;
  let within: TrainingCheckpoint['files'];
  beforeAll(async () => {
    whole = await run({}, (event, trainer) => {
      if (event.type === 'preview' && event.epoch === 2) within = trainer.checkpoint().files;
    });
  });

  test('is told by events what its teacher does, and learns what it says', async () => {
    const { events, codes, files } = whole;
    expect(phasesOf(events)).toEqual(['dictionaries', 'pictures', 'views', 'projection', 'codes']);
    const types = events.map(({ type }) => type);
    expect(types.lastIndexOf('teacher')).toBeLessThan(types.indexOf('step'));
    expect(types.indexOf('references')).toBeLessThan(types.indexOf('teacher'));
    expect(events[0]).toMatchObject({ type: 'run-started', loss: 'bce + teacher', codeSize: 10 });
    expect(await agreement(codes, files['teacher.onnx']!)).toBeGreaterThan(0.6);
  });

  test('goes on from a checkpoint with equal bits, and its teacher is not fitted again', async () => {
    const rest = await run({}, () => {}, { resume: within });
    expect(phasesOf(rest.events)).toEqual(['codes']);
    for (const name of ['weights.bin', 'optimizer.bin', 'teacher.onnx']) {
      expect(Buffer.compare(rest.files[name]!, whole.files[name]!), name).toBe(0);
    }
  });

  test('keeps its meanings once the teacher ends, and goes on from there with equal bits', async () => {
    const ending = { teacher: { ...teacher, epochs: 2 } };
    const codesAt: Float32Array[] = [];
    let [early, late]: TrainingCheckpoint['files'][] = [];
    const all = await run(ending, async (event, trainer) => {
      if (event.type === 'epoch') codesAt.push(await trainer.autoencoder.encode(data.test));
      if (event.type === 'preview' && event.epoch === 1) early = trainer.checkpoint().files;
      if (event.type === 'preview' && event.epoch === 3) late = trainer.checkpoint().files;
    });
    const [first, second, third, last] = codesAt.map((codes) => parts(codes));
    expect(second!.meanings).not.toEqual(first!.meanings);
    expect(third!.meanings).toEqual(second!.meanings);
    expect(last!.meanings).toEqual(second!.meanings);
    expect(last!.styles).not.toEqual(third!.styles);
    const [loss, lossBefore] = [3, 1].map((epoch) => epochsOf(all.events)[epoch]!.testBce!);
    expect(loss).toBeLessThan(lossBefore!);
    for (const resume of [early!, late!]) {
      const rest = await run(ending, () => {}, { resume });
      for (const name of ['weights.bin', 'optimizer.bin']) {
        expect(Buffer.compare(rest.files[name]!, all.files[name]!), name).toBe(0);
      }
    }
  });

  test('stops while the teacher is fitted', async () => {
    const { events } = await run({}, (event, trainer) => event.type === 'teacher' && trainer.stop());
    expect(events.at(-1)).toMatchObject({ type: 'run-ended', reason: 'stopped', step: 0 });
    expect(phasesOf(events)).not.toContain('codes');
  });

  test('is refused a checkpoint without its teacher, or with one that is damaged or of other pictures', async () => {
    const goOnWith = (files: TrainingCheckpoint['files']) => run({}, () => {}, { resume: files });
    const { 'teacher.onnx': own, ...without } = within;
    await expect(goOnWith(without)).rejects.toThrow(
      'the checkpoint is damaged: its teacher.onnx is not there.',
    );
    await expect(goOnWith({ ...within, 'teacher.onnx': own!.subarray(0, 999) })).rejects.toThrow("'teacher'");
    const { train: photos } = await loadDataset('cifar100-mini');
    const patches = [{ size: 6, count: 4, grid: 1, stride: 4 }];
    const other = await fitDictionary(take(photos, 60), {
      ...dictionaryRecipes.photos,
      patches,
      codeSize: meaning,
    });
    await expect(goOnWith({ ...within, 'teacher.onnx': other.toOnnx() })).rejects.toThrow(
      "encoder 'teacher' wants",
    );
    await other.dispose();
  });

  test('may have few pictures, but not pictures that show nothing, or are smaller than a patch', async () => {
    const few = { train: take(data.train, 20), test: take(data.test, 4) };
    const { codes } = await run({ epochs: 1 }, () => {}, {}, few);
    expect(codes.every(Number.isFinite)).toBe(true);
    const grey = { ...data.train, pixels: new Uint8Array(data.train.pixels.length).fill(90) };
    await expect(run({}, () => {}, {}, { ...data, train: grey })).rejects.toThrow('nearly all flat');
    const large = { ...teacher, patches: [{ size: 30, count: 4, grid: 1 }] };
    await expect(run({ teacher: large })).rejects.toThrow('have no patches of 30 x 30');
  });
});

test.each([
  [{ net: { kind: 'dense', hidden: [], codeSize: 4 } as const }, 'has no numbers that are taught'],
  [{ teacher: undefined }, "a net of kind meaning needs one, such as { recipe: 'digits', weight: 0.5 }"],
  [{ teacher: { ...teacher, recipe: 'words' } }, "config 'teacher.recipe': "],
  [{ teacher: { ...teacher, weight: 0 } }, "config 'teacher.weight': "],
  [{ teacher: { ...teacher, patches: [] } }, "config 'teacher.patches': "],
  [{ teacher: { ...teacher, epochs: 0 } }, "config 'teacher.epochs': "],
  [{ teacher: { ...teacher, epochs: 2 }, views: 'digits' }, 'leave it out, or '],
  [{ net: { ...tiny.net, trunk: [{ conv: 4, kernel: 29, padding: 'valid' }] } }, "config 'net.trunk.0': "],
])('with %j a config is refused', (change, words) => {
  const { preset: _, ...rest } = tiny;
  const preset = 'teacher' in change && change.teacher === undefined ? 'mnist-64' : 'mnist-meaning';
  const { teacher: own, ...untaught } = rest;
  const input =
    preset === 'mnist-64' ? { ...untaught, preset } : { ...untaught, teacher: own, preset, ...change };
  expect(() => resolveTrainConfig(input as TrainConfigInput)).toThrow(words);
});
