import { take } from '@hourglass/datasets';
import {
  type Autoencoder,
  bceFloor,
  createRawEncoder,
  createTrainer,
  type Encoder,
  reconstructionErrors,
  resolveTrainConfig,
  type Trainer,
} from '@hourglass/models';
import { formatLoss, formatRate } from '@hourglass/viz';
import { loadBenchData } from '../dataset.ts';
import type { SuiteEvent, SuiteOptions } from '../suite.ts';
import { progress } from '../suite.ts';
import type { MnistRow } from './row.ts';
import { type Shelf, searchByCodes } from './search.ts';
import { sizes } from './sizes.ts';

type Event = SuiteEvent<MnistRow>;

/** Trains the preset in this process, then holds its code against PCA and raw pixels. */
export async function* measureMnist({ mode, dataDir }: SuiteOptions): AsyncGenerator<Event> {
  const size = sizes[mode];
  const train = resolveTrainConfig({
    preset: 'mnist-64',
    // Figures of another engine in its place would be another table.
    engine: 'native',
    ...(size.epochs === undefined ? {} : { epochs: size.epochs }),
  });
  const data = await loadBenchData(train.dataset, dataDir, size);
  for (const warning of data.warnings) yield progress(warning);
  const shelf = {
    items: take(data.train, size.items ?? data.train.count),
    queries: take(data.test, size.queries ?? data.test.count),
  };
  const search = { items: shelf.items.count, queries: shelf.queries.count, k: 10 };
  const config = { train, search, encodeTries: size.encodeTries };
  yield { type: 'setup', dataset: data.facts, config };

  const trainer = await createTrainer(train, data);
  try {
    const training = yield* trained(trainer);
    const bench: Bench = {
      test: data.test,
      floor: bceFloor(data.test.pixels),
      shelf,
      tries: size.encodeTries,
    };
    const raw = createRawEncoder(data.train.shape);
    const pca = trainer.pca!;
    const { autoencoder } = trainer;
    yield* measured(raw, { bce: bench.floor, mse: 0 }, bench);
    yield* measured(pca, await reconstructed(pca, bench), bench);
    const errors = await autoencoder.measure(data.test.pixels);
    yield* measured(autoencoder, errors, bench, { name: 'autoencoder', training });
  } finally {
    await trainer.dispose();
  }
}

/** Follows the training to its end. */
async function* trained(trainer: Trainer): AsyncGenerator<Event, NonNullable<MnistRow['training']>> {
  let batchSize = 0;
  let epochs = 0;
  for await (const event of trainer.events()) {
    if (event.type === 'run-started') {
      ({ batchSize, epochs } = event);
      yield progress(`training ${event.preset}, ${epochs} epochs`);
    } else if (event.type === 'epoch') {
      const { epoch, testBce, excessBce, imagesPerSecond } = event;
      const quality = `test BCE ${formatLoss(testBce)}, ${formatLoss(excessBce)} above its floor`;
      yield progress(`epoch ${epoch} of ${epochs}: ${quality}, ${formatRate(imagesPerSecond, 'img')}`);
    } else if (event.type === 'run-ended') {
      if (event.reason !== 'finished') throw new Error(`the training ${event.reason}: ${event.message}`);
      return { images: event.step * batchSize, seconds: event.trainingSeconds };
    }
  }
  throw new Error('internal: the training said no end');
}

interface Bench {
  readonly test: Shelf['queries'];
  readonly floor: number;
  readonly shelf: Shelf;
  readonly tries: number;
}

interface Errors {
  readonly bce: number;
  readonly mse: number;
}

async function reconstructed(autoencoder: Autoencoder, { test }: Bench): Promise<Errors> {
  return reconstructionErrors(test.pixels, await autoencoder.reconstruct(test));
}

/** One row: what an encoder keeps, finds and costs. */
async function* measured(
  encoder: Encoder,
  { bce, mse }: Errors,
  { test, floor, shelf, tries }: Bench,
  more: Partial<MnistRow> = {},
): AsyncGenerator<Event> {
  const name = more.name ?? encoder.name;
  yield progress(`${name}: encoding and searching`);
  const seconds: number[] = [];
  await encoder.encode(test); // the first call is slower
  for (let i = 0; i < tries; i++) {
    const start = performance.now();
    await encoder.encode(test);
    seconds.push((performance.now() - start) / 1000);
  }
  const searches = await searchByCodes(encoder, shelf);
  yield {
    type: 'row',
    row: {
      name,
      codeSize: encoder.codeSize,
      bce,
      bceFloor: floor,
      mse,
      encode: { images: test.count, seconds },
      searches,
      ...more,
    },
  };
}
