import type { ImageSet } from '@hourglass/datasets';
import {
  bceFloor,
  type Classifier,
  categoryKept,
  createTrainer,
  fitPca,
  meanSsim,
  psnrOf,
  reconstructionErrors,
  resolveTrainConfig,
  type TrainConfig,
  trainClassifier,
} from '@hourglass/models';
import { formatDuration } from '@hourglass/viz';
import { loadBenchData } from '../dataset.ts';
import type { SuiteEvent, SuiteOptions } from '../suite.ts';
import { progress } from '../suite.ts';
import { trainWhole } from '../train-whole.ts';
import type { Kept, ReconstructRow, ReconstructRun } from './row.ts';
import { type ReconstructSet, sizes } from './sizes.ts';

type Event = SuiteEvent<ReconstructRow>;
const labels = 'fine';

/** Trains a classifier on originals, then each contender, and asks what is left of the test pictures. */
export async function* measureReconstruct(
  set: ReconstructSet,
  { mode, dataDir }: SuiteOptions,
): AsyncGenerator<Event> {
  const { contenders, classifierEpochs, codeSize, ...size } = sizes[set][mode];
  const data = await loadBenchData(size.dataset, dataDir, size);
  for (const warning of data.warnings) yield progress(warning);
  const configs = contenders.map(({ name, config, seeds }) => ({
    name,
    seeds,
    train: resolveTrainConfig(config),
  }));
  yield { type: 'setup', dataset: data.facts, config: { classifierEpochs, contenders: configs } };

  yield progress(`training the classifier, ${classifierEpochs} epochs`);
  const classifier = await trainClassifier(data.train, { labels, epochs: classifierEpochs });
  const bench: Bench = { test: data.test, classifier };
  const floor = bceFloor(data.test.pixels);
  const rowOf = (name: string, size: number, runs: readonly ReconstructRun[]): Event => {
    return { type: 'row', row: { name, codeSize: size, bceFloor: floor, runs } };
  };
  try {
    const originals = Float32Array.from(data.test.pixels, (pixel) => pixel / 255);
    yield rowOf('raw', data.test.pixels.length / data.test.count, [
      { ...(await judged(originals, bench)), bce: floor, mse: 0 },
    ]);

    yield progress(`fitting PCA-${codeSize}`);
    const pca = await fitPca(data.train, codeSize);
    yield rowOf(pca.name, codeSize, [await judged(await pca.reconstruct(data.test), bench)]);
    await pca.dispose();

    for (const { name, seeds, train } of configs) {
      const runs: ReconstructRun[] = [];
      for (let seed = 1; seed <= seeds; seed++) {
        const run = await trained({ ...train, seed }, data, bench);
        runs.push(run);
        const { psnr, seconds } = { psnr: psnrOf(run.mse), seconds: run.training!.seconds };
        yield progress(`${name}, seed ${seed}: ${psnr.toFixed(1)} dB after ${formatDuration(seconds)}`);
      }
      yield rowOf(name, 'codeSize' in train.net ? train.net.codeSize : codeSize, runs);
    }
  } finally {
    await classifier.dispose();
  }
}

interface Bench {
  readonly test: ImageSet;
  readonly classifier: Classifier;
}

async function trained(
  config: TrainConfig,
  data: { readonly train: ImageSet; readonly test: ImageSet },
  bench: Bench,
): Promise<ReconstructRun> {
  const trainer = await createTrainer(config, data);
  try {
    const seconds = await trainWhole(trainer);
    const figures = await judged(await trainer.autoencoder.reconstruct(data.test), bench);
    const { bce } = await trainer.autoencoder.measure(data.test.pixels);
    return { ...figures, bce, training: { seed: config.seed, epochs: config.epochs, seconds } };
  } finally {
    await trainer.dispose();
  }
}

async function judged(outputs: Float32Array, { test, classifier }: Bench): Promise<ReconstructRun> {
  const kept: Kept[] = [];
  for (const name of Object.keys(test.labels)) {
    const { originals, reconstructions } = await categoryKept(classifier, test, outputs, labels, name);
    kept.push({ labels: name, originals, reconstructions });
  }
  const { bce, mse } = reconstructionErrors(test.pixels, outputs);
  return { mse, bce, ssim: meanSsim(test.pixels, outputs, test.shape), kept };
}
