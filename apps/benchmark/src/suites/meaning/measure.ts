import { type ImageSet, moved } from '@hourglass/datasets';
import { type Autoencoder, bceFloor, type Encoder, reconstructionErrors } from '@hourglass/models';
import type { MeasureName } from '@hourglass/similarity';
import { formatDuration, formatPercent } from '@hourglass/viz';
import { loadBenchData } from '../dataset.ts';
import { type Pictures, shown } from '../encoders/contender.ts';
import { keptRows } from '../kept-rows.ts';
import { labelledCodes } from '../labelled-codes.ts';
import type { SuiteEvent, SuiteOptions } from '../suite.ts';
import { progress } from '../suite.ts';
import { borderBias } from './border-bias.ts';
import { contendersOf, type MeaningContender } from './contenders.ts';
import { judge } from './judge.ts';
import type { MeaningFigures, MeaningRow } from './row.ts';
import { type MeaningSet, sizes } from './sizes.ts';

type Event = SuiteEvent<MeaningRow>;

interface MovedPictures extends Pictures {
  /** Only where the ground is empty: a photograph has nothing to move in. */
  readonly movedTest?: ImageSet;
}

/** Each encoder, by each of its measures and with each of its seeds. Rows that `rows` has are kept. */
export async function* measureMeaning(
  set: MeaningSet,
  { mode, dataDir, rows }: SuiteOptions,
): AsyncGenerator<Event> {
  const size = sizes[set][mode];
  const data = await loadBenchData(size.dataset, dataDir, size);
  for (const warning of data.warnings) yield progress(warning);
  const contenders = contendersOf(set, size);
  const k = set === 'cifar100' ? 20 : 3;
  yield { type: 'setup', dataset: data.facts, config: { k, contenders: shown(contenders) } };

  const pictures = { ...data, ...(set !== 'cifar100' && { movedTest: moved(data.test, 4) }) };
  for (const contender of contenders) {
    const { name, measures, seeds, settings } = contender;
    const keyOf = (measure: MeasureName) => ({
      name,
      measure,
      seeds,
      settings,
      k,
      sha256: data.facts.sha256,
    });
    yield progress(`${name}: fitting, encoding and searching`);
    const measured = await keptRows(rows, measures.map(keyOf), () =>
      measureContender(contender, pictures, k),
    );
    for (const row of measured.rows) {
      const { precisionAt10, fitSeconds } = row.fits[0]!;
      const found = `${formatPercent(precisionAt10.fine!)} of the ten nearest`;
      yield progress(
        `${row.name}: ${found}, ${measured.kept ? 'kept from before' : formatDuration(fitSeconds)}`,
      );
      yield { type: 'row', row };
    }
  }
}

async function measureContender(
  { name, measures, seeds, fit }: MeaningContender,
  pictures: MovedPictures,
  k: number,
): Promise<MeaningRow[]> {
  const fits = measures.map((): MeaningFigures[] => []);
  let codeSize = 0;
  for (const seed of seeds) {
    const start = performance.now();
    const encoder = await fit(pictures, seed);
    const fitSeconds = (performance.now() - start) / 1000;
    ({ codeSize } = encoder);
    const judged = await judgeAll(encoder, measures, pictures, k);
    for (const [i, figures] of judged.entries()) fits[i]!.push({ seed, fitSeconds, ...figures });
    await encoder.dispose?.();
  }
  return measures.map((measure, i) => ({ name: `${name} ${measure}`, codeSize, measure, k, fits: fits[i]! }));
}

/** Pictures are encoded once, and compared by every measure. */
async function judgeAll(
  encoder: Encoder,
  measures: readonly MeasureName[],
  { train, test, movedTest }: MovedPictures,
  k: number,
): Promise<Omit<MeaningFigures, 'seed' | 'fitSeconds'>[]> {
  const start = performance.now();
  const items = await labelledCodes(encoder, train);
  const encode = { images: train.count, seconds: (performance.now() - start) / 1000 };
  const queries = await labelledCodes(encoder, test);
  const movedQueries = movedTest && (await labelledCodes(encoder, movedTest));
  const { names } = train.labels.fine!;
  const rebuilt = await rebuiltBy(encoder, test);
  const all = [];
  for (const measure of measures) {
    const found = await judge(items, queries, names, measure, k);
    const there = movedQueries && (await judge(items, movedQueries, names, measure, k));
    const border = movedTest ? undefined : await borderBias(train, test, items, queries, measure);
    all.push({
      encode,
      ...found,
      ...(border !== undefined && { border }),
      ...(rebuilt && { rebuilt }),
      ...(there && {
        moved: { precisionAt10: there.precisionAt10.fine!, knnAccuracy: there.knnAccuracy.fine! },
      }),
    });
  }
  return all;
}

/** Only of encoders that can go back. */
async function rebuiltBy(encoder: Encoder, test: ImageSet): Promise<MeaningFigures['rebuilt']> {
  if (!('reconstruct' in encoder)) return undefined;
  const { bce, mse } = reconstructionErrors(test.pixels, await (encoder as Autoencoder).reconstruct(test));
  return { excessBce: bce - bceFloor(test.pixels), mse };
}
